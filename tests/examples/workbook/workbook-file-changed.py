"""A file that somebody else has changed since the workbook was made."""

export = ("adjustments", "tinh-thu/2025")
repository = {"submissions/tinh-thu/2025/adjustments.yaml": ("Chậm báo cáo quý III.", "Chậm báo cáo quý II và III.")}
