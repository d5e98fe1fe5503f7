/a + "${./files/text.txt}"
