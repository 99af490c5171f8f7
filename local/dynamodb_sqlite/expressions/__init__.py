"""DynamoDB's expression language: text to tokens, tokens to a tree, the tree against an item."""
