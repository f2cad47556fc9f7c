"""The screen of a terminal as text: the part of a terminal emulator that a full-screen program needs.

Colours are skipped, not kept. It is small because it has to be quick: in the emulated guest a
complete emulator falls behind a screen that breathes. What it doesn't know ends up in `unknown`.
"""

import codecs
import re
import unicodedata

# A run of text, a control sequence, a title or the like, another escape, a control character.
TOKEN = re.compile(r"(?P<text>[^\x00-\x1f\x7f]+)|\x1b\[(?P<args>[0-?]*)[ -/]*(?P<final>[@-~])"
                   r"|\x1b[\]P^_].*?(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\^-~]"
                   r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])",
                   re.DOTALL)
IGNORED = set("mhlqrtucpn")


class Screen:
    def __init__(self, rows, columns):
        self.rows, self.columns = rows, columns
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.rest = ""
        self.unknown = set()
        self.clear()

    def clear(self):
        self.lines = [[" "] * self.columns for _ in range(self.rows)]
        self.row = self.column = 0

    def text(self):
        return "\n".join("".join(line).rstrip() for line in self.lines)

    def feed(self, data):
        text = self.rest + self.decoder.decode(data)
        place = 0
        while place < len(text):
            token = TOKEN.match(text, place)
            if token is None:  # the rest of the sequence has not arrived yet
                break
            place = token.end()
            self.take(token)
        self.rest = text[place:]

    def take(self, token):
        if token["text"]:
            self.write(token["text"])
        elif token["final"]:
            self.obey(token["args"], token["final"])
        elif token["control"] == "\r":
            self.column = 0
        elif token["control"] == "\n":
            self.down()
        elif token["control"] == "\b":
            self.column = max(0, self.column - 1)

    def down(self):
        if self.row == self.rows - 1:
            self.lines = self.lines[1:] + [[" "] * self.columns]
        else:
            self.row += 1

    def write(self, text):
        if not text.isascii():
            for letter in text:
                self.put(letter)
            return
        while text:
            self.wrap()
            room = self.columns - self.column
            self.lines[self.row][self.column:self.column + len(text)] = text[:room]
            self.column += len(text[:room])
            text = text[room:]

    def wrap(self):
        """After the last column a new line begins only with the next character."""
        if self.column >= self.columns:
            self.column = 0
            self.down()

    def put(self, letter):
        if unicodedata.combining(letter):
            return
        self.wrap()
        self.lines[self.row][self.column] = letter
        self.column += 1
        # The second cell of a wide character holds no character.
        if unicodedata.east_asian_width(letter) in "WF" and self.column < self.columns:
            self.lines[self.row][self.column] = ""
            self.column += 1

    def obey(self, args, final):
        if final in IGNORED:
            if args == "?1049" and final in "hl":
                self.clear()
            return
        numbers = [int(number) if number.isdigit() else 0 for number in args.split(";")]
        first = max(1, numbers[0])
        if final in "Hf":
            self.row, self.column = first - 1, max(1, (numbers + [1])[1]) - 1
        elif final in "ABCDGd":
            self.move(final, first)
        elif final in "JK":
            self.erase(final, numbers[0])
        else:
            self.unknown.add(args + final)
        self.row = min(max(0, self.row), self.rows - 1)
        self.column = min(max(0, self.column), self.columns - 1)

    def move(self, final, count):
        if final in "AB":
            self.row += count if final == "B" else -count
        elif final in "CD":
            self.column = min(self.column, self.columns - 1) + (count if final == "C" else -count)
        elif final == "G":
            self.column = count - 1
        else:
            self.row = count - 1

    def erase(self, final, how):
        """Erases; K: in the line, J: on the screen; 0: from the cursor on, 1: up to the cursor, 2: everything."""
        width = self.columns
        line = self.lines[self.row]
        if how == 0:
            line[self.column:] = [" "] * (width - self.column)
        elif how == 1:
            line[:self.column + 1] = [" "] * (self.column + 1)
        else:
            line[:] = [" "] * width
        if final == "J":
            for row in range(self.rows):
                if how == 2 or (how == 0 and row > self.row) or (how == 1 and row < self.row):
                    self.lines[row] = [" "] * width
