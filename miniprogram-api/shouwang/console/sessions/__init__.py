"""在哪里登录着: a person's own sessions, and the end of any of them."""
