{ a.b = 1; }.a.b or ({ }.c.d or "e")
