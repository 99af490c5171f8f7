"""The console 管理台: recruiters' and leaders' web pages, server-rendered, over the services and nothing else."""
