"""What people read of a round: report, tables, letters and calendar files."""
