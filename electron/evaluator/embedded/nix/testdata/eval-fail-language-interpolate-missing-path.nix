"${./files/none}"
