"""导入导出: lists of members and of points in, read before anything is written; lists of members out."""
