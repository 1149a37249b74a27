"""Tables in and out, and the files of the sample."""
