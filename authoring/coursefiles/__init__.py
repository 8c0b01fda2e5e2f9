"""Course files: the YAML that authors write, one file for the course and one for each module."""
