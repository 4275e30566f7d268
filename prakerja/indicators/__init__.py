"""What is counted of Kartu Prakerja: a frame for each question, made from the shown claims."""
