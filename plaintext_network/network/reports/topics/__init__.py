"""Reports what people talk about with you, and who would like a link."""
