map baseNameOf [ ./x ./files/text.txt ../testdata ./. (./. + "/y") ./files/${"text"}.txt ]
