"""Quotations: what stands in quotation marks and says something, and whom the text gives as its speaker."""
