import ./files/text.txt
