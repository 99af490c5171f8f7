"""积分申诉: what volunteers say about one entry of their points, and what their leaders answer."""
