"""WeChat's server calls. Importing this package registers them all."""

from wechat_simulator.endpoints import checks, codes, links, login, messages, phone, sessions, token
from wechat_simulator.endpoints.registry import Image, Request, answer

__all__ = ["Image", "Request", "answer", "checks", "codes", "links", "login", "messages", "phone", "sessions", "token"]
