"""Two North Korean ministries: from printed lines to dated tables, exhibits and a report."""

__version__ = "1.0.0"
