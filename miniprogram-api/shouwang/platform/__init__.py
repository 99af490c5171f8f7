"""The outside world, one module each: store, WeChat, keys, files, web, logs."""
