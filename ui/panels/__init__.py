"""The right side of the report page: 审核, 预览, 上年, 来历."""
