"""What people read and press: texts in two languages, rendering, keyboards and callback data."""
