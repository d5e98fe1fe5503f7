{ x, y ? x * 10 }: x + y
