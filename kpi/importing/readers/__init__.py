"""From bytes to rows of cells. What the cells mean is decided later, by a layout."""
