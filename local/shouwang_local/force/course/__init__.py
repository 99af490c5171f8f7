"""The first course 培训课程 of the demo force: lessons in Markdown and a bank of questions by topic, all written by us."""
