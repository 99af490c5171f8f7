"""消息: the inbox everybody has, the WeChat messages a person allows, complaints."""
