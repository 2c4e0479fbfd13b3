"""From an export file to saved facts: recognise, read cells, save whole or not at all, report."""
