"""What is true of the SYNTHETIC programme only, as prakerja is of Kartu Prakerja."""
