"""Layouts: the description of one vendor's export, as data."""

from pydantic import BaseModel


class Layout(BaseModel):
    """One vendor's export."""

    key: str
