// Splits the text of many CloudTrail records into columns, and takes nothing that it could not give back.
//
// Compiled to splitter.wasm by `make splitter`; kit.records.splitter runs it. It knows no name of a member:
// the host gives a table of them. What it does not take (an unknown member, a member twice, a type that the
// table does not have, an escape that would be written otherwise, white space between members, no valid JSON)
// ends the call with UNFIT, and the caller reads the same text in another way.
//
// Texts are split one after the other until the host wants the columns of all of them: a call a text and a few
// views a member cost more than the splitting where texts are short.
//
// Memory: the texts, 64 bytes of zeros behind the last one, then the starts and lengths of each member of each
// record, then what the host takes: ids and times as numbers, the other values, one member after the other, and
// their lengths.

#include <stdint.h>
#include <wasm_simd128.h>

#define export(name) __attribute__((export_name(#name)))
#define MEMBERS 64
#define NAME 32
#define DEPTH 200
#define PAGE 65536u
#define BEHIND 64u
#define WORDS 8

enum { TEXT, JSON, FLAG, HINT, UUID, TIME };
enum { UNFIT = -1 };
// What the values of a member have to be: letters of ids, at least one; none that holds a shunned word.
enum { IS_ID = 1, SHUNS = 2 };
// A length that says: it stands among the numbers.
enum { AS_NUMBER = -1 };
enum { BEYOND_ASCII = 1, UNICODE_ESCAPES = 2 };

typedef uint8_t byte;

static struct {
  byte name[NAME];  // with its quotes and colon, padded with zeros
  uint32_t length;
  uint32_t kind;
  uint32_t judged;
} members[MEMBERS];
static struct { byte letters[NAME]; uint32_t length; } shunned[WORDS];
static uint32_t how_many;
static uint64_t needed_set;
// The member that the hint is about, and the hint's number.
static uint32_t watched = MEMBERS, hint = MEMBERS;

// What a call is about, for arguments and results cost the host far more: of a text where it is among the others,
// how long, where its records begin and end in it; then how many they are, where it was left, and what was seen.
// Of all texts: where the columns lie and their bytes, for each member how many of them are its numbers (16 bytes a
// UUID, 8 a time), its values, and its lengths (of a flag: its values, 0 absent, 1 false, 2 true, of a hint the
// same).
static struct {
  uint32_t text, size, from, end;
  int32_t records;
  uint32_t position, seen, at, bytes;
  struct {
    uint32_t numbers, values, lengths;
  } of[MEMBERS];
} part;

static uint32_t most, rows;
static uint32_t *starts;
static int32_t *lengths;
static byte *values;
static uint32_t seen, text;
static byte follows[MEMBERS + 1];
static byte stack[DEPTH];
static uint32_t watching, telling;

extern byte __heap_base;

#ifndef SOURCE
#define SOURCE "not built by make"
#endif
// SHA-256 of this file, so that a test can tell whether the program is made from it.
static const char source[65] = SOURCE;
export(source) uint32_t source_at(void) { return (uint32_t)source; }

export(member) uint32_t member_at(uint32_t number) { return (uint32_t)members[number].name; }
export(word) uint32_t word_at(uint32_t number) { return (uint32_t)shunned[number].letters; }
export(part) uint32_t part_at(void) { return (uint32_t)&part; }

// Says what one member is, after the host wrote its name to where `member` says.
export(define) void define(uint32_t number, uint32_t length, uint32_t kind, uint32_t needed, uint32_t judged) {
  members[number].length = length;
  members[number].kind = kind;
  members[number].judged = judged;
  if (needed) needed_set |= 1ull << number;
  if (number >= how_many) how_many = number + 1;
}

// How long a word is that was written to where `word` says.
export(shun) void shun(uint32_t number, uint32_t length) { shunned[number].length = length; }

// One of the members is no member but a hint: whether a value of member `number` may tell of a failure.
export(watch) void watch(uint32_t number, uint32_t of) {
  watched = number;
  hint = of;
}

// Makes room for texts that are up to `size` together and for so many records of them; returns where texts are to
// be written, 0 where there is no memory for it. Forgets what it has.
export(prepare) uint32_t prepare(uint32_t size, uint32_t records) {
  text = ((uint32_t)&__heap_base + 63) & ~63u;
  uint64_t index = ((uint64_t)text + size + BEHIND + 63) & ~63ull;
  uint64_t table = 4ull * records * how_many;
  uint64_t numbers = 16ull * records * how_many;
  uint64_t end = index + 3 * table + numbers + size + 16ull * how_many + BEHIND;
  // Places of values are kept in 31 bits.
  if (end > 0x7fff0000ull) return 0;
  uint64_t have = (uint64_t)__builtin_wasm_memory_size(0) * PAGE;
  if (end > have && __builtin_wasm_memory_grow(0, (end - have + PAGE - 1) / PAGE) == (uint32_t)-1) return 0;
  starts = (uint32_t *)(uint32_t)index;
  lengths = (int32_t *)(uint32_t)(index + table);
  values = (byte *)(uint32_t)(index + 2 * table);
  most = records;
  rows = 0;
  for (uint32_t i = 0; i <= how_many; i++) follows[i] = i < how_many ? i : 0;
  return text;
}

// The end of a string whose opening quote was before `p`: its closing quote, or 0. Sets *escaped.
static inline const byte *string(const byte *p, uint32_t *escaped) {
  const v128_t quote = wasm_i8x16_splat('"'), back = wasm_i8x16_splat('\\'), space = wasm_i8x16_splat(' ');
  for (;;) {
    v128_t found = wasm_v128_load(p);
    v128_t odd = wasm_v128_or(wasm_v128_or(wasm_i8x16_eq(found, quote), wasm_i8x16_eq(found, back)),
                              wasm_u8x16_lt(found, space));
    uint32_t high = wasm_i8x16_bitmask(found), mask = wasm_i8x16_bitmask(odd);
    if (!mask) {
      if (high) seen |= BEYOND_ASCII;
      p += 16;
      continue;
    }
    uint32_t n = __builtin_ctz(mask);
    if (high & ((1u << n) - 1)) seen |= BEYOND_ASCII;
    p += n;
    if (*p == '"') return p;
    if (*p != '\\') return 0;
    *escaped = 1;
    switch (p[1]) {
      case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
        p += 2;
        break;
      case 'u':
        for (int i = 2; i < 6; i++) {
          byte c = p[i];
          if (!((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f'))) return 0;
        }
        seen |= UNICODE_ESCAPES;
        p += 6;
        break;
      default:
        return 0;
    }
  }
}

static inline int spelled(const byte *p, const char *letters) {
  while (*letters) if (*p++ != (byte)*letters++) return 0;
  return 1;
}

// Whether a name tells of a failure, as kit.records.outcome.SUSPECT has it; `end` is its closing quote.
static int tells(const byte *p, const byte *end) {
  if (end - p >= 5 && spelled(end - 5, "eturn")) return 1;
  for (; p < end; p += 16) {
    // Two letters of each word that few names have.
    v128_t here = wasm_v128_load(p), next = wasm_v128_load(p + 1), any = wasm_i8x16_splat(0);
#define PAIR(a, b) \
    any = wasm_v128_or(any, wasm_v128_and(wasm_i8x16_eq(here, wasm_i8x16_splat(a)), \
                                          wasm_i8x16_eq(next, wasm_i8x16_splat(b))));
    PAIR('i', 'l') PAIR('r', 'r') PAIR('n', 'p') PAIR('s', 'u') PAIR('a', 'u') PAIR('x', 'c')
    uint32_t mask = wasm_i8x16_bitmask(any);
    if (end - p < 16) mask &= (1u << (end - p)) - 1;
    for (; mask; mask &= mask - 1) {
      // A letter before the first one is the name's quote at most.
      const byte *at = p + __builtin_ctz(mask);
      switch (*at) {
        case 'i': if ((at[-2] | 32) == 'f' && at[-1] == 'a') return 1; break;
        case 'r': if (spelled(at, "rror")) return 1; break;
        case 'n': if (spelled(at, "nprocess")) return 1; break;
        case 's': if (at[-1] == 'n' && spelled(at, "success")) return 1; break;
        case 'a': if (at[-1] == 'n' && spelled(at, "author")) return 1; break;
        case 'x': if (spelled(at, "xception")) return 1; break;
      }
    }
  }
  return 0;
}

static inline const byte *space(const byte *p) {
  while (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r') p++;
  return p;
}

static inline int digit(byte c) { return c >= '0' && c <= '9'; }

static const byte *number(const byte *p) {
  if (*p == '-') p++;
  if (*p == '0') p++;
  else if (digit(*p)) while (digit(*p)) p++;
  else return 0;
  if (*p == '.') {
    if (!digit(*++p)) return 0;
    while (digit(*p)) p++;
  }
  if ((*p | 32) == 'e') {
    p++;
    if (*p == '+' || *p == '-') p++;
    if (!digit(*p)) return 0;
    while (digit(*p)) p++;
  }
  return p;
}

static inline const byte *word(const byte *p, const char *letters) {
  while (*letters) if (*p++ != (byte)*letters++) return 0;
  return p;
}

// The end of one JSON value, or 0 where it is none or nests too deep. Strict as RFC 8259.
static const byte *value(const byte *p) {
  uint32_t depth = 0, escaped = 0;
begin:
  p = space(p);
  switch (*p) {
    case '{':
      if (depth == DEPTH) return 0;
      stack[depth++] = '}';
      p = space(p + 1);
      if (*p == '}') { depth--; p++; goto ended; }
      goto key;
    case '[':
      if (depth == DEPTH) return 0;
      stack[depth++] = ']';
      p = space(p + 1);
      if (*p == ']') { depth--; p++; goto ended; }
      goto begin;
    case '"':
      if (watching && spelled(p + 1, "Fail")) telling = 1;
      if (!(p = string(p + 1, &escaped))) return 0;
      p++;
      break;
    case 't': if (!(p = word(p, "true"))) return 0; break;
    case 'f': if (!(p = word(p, "false"))) return 0; break;
    case 'n': if (!(p = word(p, "null"))) return 0; break;
    default: if (!(p = number(p))) return 0;
  }
ended:
  if (!depth) {
    // What is escaped may tell anything.
    telling |= escaped;
    return p;
  }
  p = space(p);
  if (*p == ',') {
    if (stack[depth - 1] == ']') { p++; goto begin; }
    p = space(p + 1);
    goto key;
  }
  if (*p != stack[depth - 1]) return 0;
  depth--;
  p++;
  goto ended;
key:
  if (*p != '"') return 0;
  const byte *name = p + 1;
  if (!(p = string(name, &escaped))) return 0;
  if (watching && !telling) telling = spelled(name, "Fail") || tells(name, p);
  p = space(p + 1);
  if (*p != ':') return 0;
  p++;
  goto begin;
}

static inline int is_named(const byte *p, uint32_t m) {
  const byte *name = members[m].name;
  uint32_t length = members[m].length;
  v128_t same = wasm_i8x16_eq(wasm_v128_load(p), wasm_v128_load(name));
  uint32_t mask = ~wasm_i8x16_bitmask(same);
  if (length <= 16) return !(mask & ((1u << length) - 1));
  if (mask & 0xffff) return 0;
  same = wasm_i8x16_eq(wasm_v128_load(p + 16), wasm_v128_load(name + 16));
  mask = ~wasm_i8x16_bitmask(same);
  return !(mask & ((1u << (length - 16)) - 1));
}

// The member whose name, quotes and colon stand here; the one that followed last time is tried first.
static inline uint32_t named(const byte *p, uint32_t before) {
  uint32_t m = follows[before];
  if (is_named(p, m)) return m;
  for (m = 0; m < how_many; m++)
    if (is_named(p, m)) {
      follows[before] = m;
      return m;
    }
  return MEMBERS;
}

// Whether the escapes of a text are those that would be written again; how many letters they cost.
static int32_t shortened(const byte *p, const byte *end) {
  int32_t less = 0;
  for (; p < end; p++)
    if (*p == '\\') {
      p++;
      if (*p == '/' || *p == 'u') return -1;
      less++;
    }
  return less;
}

// Whether all letters are such as ids have. What lies behind the end is overlooked.
static int is_id(const byte *p, const byte *end) {
  if (p == end) return 0;
  for (; p < end; p += 16) {
    v128_t found = wasm_v128_load(p), low = wasm_v128_or(found, wasm_i8x16_splat(' '));
#define WITHIN(which, a, b) \
    wasm_u8x16_le(wasm_i8x16_sub(which, wasm_i8x16_splat(a)), wasm_i8x16_splat((b) - (a)))
    v128_t fine = wasm_v128_or(WITHIN(low, 'a', 'z'), WITHIN(found, '0', '9'));
    fine = wasm_v128_or(fine, WITHIN(found, '-', '.'));
    fine = wasm_v128_or(fine, wasm_i8x16_eq(found, wasm_i8x16_splat('_')));
    uint32_t mask = ~wasm_i8x16_bitmask(fine) & 0xffff;
    if (end - p < 16) mask &= (1u << (end - p)) - 1;
    if (mask) return 0;
  }
  return 1;
}

// Whether a shunned word stands in the text.
static int is_shunned(const byte *p, const byte *end) {
  for (uint32_t w = 0; w < WORDS && shunned[w].length; w++)
    for (const byte *at = p; at + shunned[w].length <= end; at++) {
      uint32_t i = 0;
      while (i < shunned[w].length && at[i] == shunned[w].letters[i]) i++;
      if (i == shunned[w].length) return 1;
    }
  return 0;
}

static inline int is_fine(uint32_t judged, const byte *p, const byte *end) {
  return !(judged & IS_ID && !is_id(p, end)) && !(judged & SHUNS && is_shunned(p, end));
}

static byte *unescaped(byte *to, const byte *p, uint32_t length) {
  byte *end = to + length;
  while (to < end) {
    byte c = *p++;
    if (c == '\\')
      switch (c = *p++) {
        case 'b': c = '\b'; break;
        case 'f': c = '\f'; break;
        case 'n': c = '\n'; break;
        case 'r': c = '\r'; break;
        case 't': c = '\t'; break;
      }
    *to++ = c;
  }
  return to;
}

// One record. Returns its end, or 0.
static const byte *record(const byte *p, uint32_t row) {
  uint64_t there = 0;
  uint32_t before = how_many, told = 0;
  if (*p++ != '{') return 0;
  for (;;) {
    uint32_t m = named(p, before);
    if (m == MEMBERS || there >> m & 1) return 0;
    there |= 1ull << m;
    p += members[m].length;
    uint32_t place = m * most + row;
    uint32_t kind = members[m].kind, judged = members[m].judged;
    if (kind != JSON && kind != FLAG) {
      uint32_t escaped = 0;
      if (*p++ != '"') return 0;
      const byte *end = string(p, &escaped);
      if (!end) return 0;
      int32_t length = end - p, less = 0;
      if (escaped && (less = shortened(p, end)) < 0) return 0;
      // An empty text and an absent one have the same length.
      if (!length && !(needed_set >> m & 1)) return 0;
      if (judged && !is_fine(judged, p, end)) return 0;
      starts[place] = (uint32_t)p | (less ? 0x80000000u : 0);
      lengths[place] = length - less;
      p = end + 1;
    } else if (kind == JSON) {
      if (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r') return 0;
      watching = m == watched;
      telling = 0;
      const byte *end = value(p);
      if (!end) return 0;
      if (watching) told = telling;
      starts[place] = (uint32_t)p;
      lengths[place] = end - p;
      p = end;
    } else {
      const byte *end = word(p, "true");
      starts[place] = 1;
      lengths[place] = 2;
      if (!end) {
        if (!(end = word(p, "false"))) return 0;
        lengths[place] = 1;
      }
      p = end;
    }
    before = m;
    if (*p == ',') { p++; continue; }
    if (*p++ != '}') return 0;
    break;
  }
  if ((there & needed_set) != needed_set) return 0;
  for (uint64_t left = ~there & ((1ull << how_many) - 1); left; left &= left - 1)
    lengths[__builtin_ctzll(left) * most + row] = 0;
  if (hint < MEMBERS) lengths[hint * most + row] = told ? 2 : 1;
  return p;
}

static inline void copied(byte *to, const byte *from, uint32_t length) {
  // Behind both there is room for what is copied too much.
  for (uint32_t done = 0; done < length; done += 16) wasm_v128_store(to + done, wasm_v128_load(from + done));
}

// Sixteen letters of hexadecimal, small ones, as numbers; *fine loses what is none.
static inline v128_t nibbles(v128_t letters, v128_t *fine) {
  v128_t digits = WITHIN(letters, '0', '9'), small = WITHIN(letters, 'a', 'f');
  *fine = wasm_v128_and(*fine, wasm_v128_or(digits, small));
  v128_t less = wasm_v128_bitselect(wasm_i8x16_splat('0'), wasm_i8x16_splat('a' - 10), digits);
  return wasm_i8x16_sub(letters, less);
}

static inline v128_t paired(v128_t numbers) {
  v128_t high = wasm_v128_and(wasm_i16x8_shl(numbers, 4), wasm_i16x8_splat(0xf0));
  return wasm_v128_or(high, wasm_u16x8_shr(numbers, 8));
}

// The 16 bytes of a UUID that is written as UUIDs are; 0 where it is not.
static inline int as_uuid(const byte *p, int32_t length, byte *to) {
  if (length != 36 || p[8] != '-' || p[13] != '-' || p[18] != '-' || p[23] != '-') return 0;
  v128_t a = wasm_v128_load(p), b = wasm_v128_load(p + 16), c = wasm_v128_load(p + 20);
  v128_t fine = wasm_i8x16_splat(-1);
  v128_t first = wasm_i8x16_shuffle(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 14, 15, 16, 17);
  v128_t last = wasm_i8x16_shuffle(b, c, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 15, 28, 29, 30, 31);
  first = nibbles(first, &fine);
  last = nibbles(last, &fine);
  if (!wasm_i8x16_all_true(fine)) return 0;
  wasm_v128_store(to, wasm_u8x16_narrow_i16x8(paired(first), paired(last)));
  return 1;
}

static inline int32_t two(const byte *p) { return digit(p[0]) && digit(p[1]) ? (p[0] - '0') * 10 + p[1] - '0' : -1; }

// Microseconds since 1970 of a time as AWS writes it, `2026-03-01T01:02:03Z`, of the years 2006 to 2099; 0 for
// any other text. kit.records.members.plain_time says the same.
static inline int as_time(const byte *p, int32_t length, byte *to) {
  static const byte days[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  static const uint16_t before[13] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  if (length != 20 || p[4] != '-' || p[7] != '-' || p[10] != 'T' || p[13] != ':' || p[16] != ':' || p[19] != 'Z')
    return 0;
  int32_t year = two(p + 2), month = two(p + 5), day = two(p + 8), hour = two(p + 11), minute = two(p + 14),
          second = two(p + 17);
  if (two(p) != 20 || year < 6 || month < 1 || month > 12 || day < 1) return 0;
  // Every fourth of these years is a leap year.
  int32_t leap = !(year & 3);
  if (day > days[month] + (leap && month == 2)) return 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return 0;
  // 2000-01-01 is day 10,957; years since with a leap day behind them.
  int32_t date = 10957 + 365 * year + (year + 3) / 4 + before[month] + (leap && month > 2) + day - 1;
  *(int64_t *)to = (date * 86400ll + hour * 3600 + minute * 60 + second) * 1000000ll;
  return 1;
}

// Which values of a member are numbers; writes them, and says so in their lengths.
static byte *numbered(uint32_t m, byte *to) {
  int32_t *length = lengths + m * most;
  uint32_t *start = starts + m * most;
  uint32_t any = 0, wide = members[m].kind == UUID ? 16 : 8;
  for (uint32_t row = 0; row < rows; row++, to += wide) {
    const byte *from = (const byte *)start[row];
    int is = length[row] && !(start[row] >> 31) &&
             (wide == 16 ? as_uuid(from, length[row], to) : as_time(from, length[row], to));
    if (is) {
      length[row] = AS_NUMBER;
      any = 1;
    } else
      for (uint32_t i = 0; i < wide; i += 8) *(uint64_t *)(to + i) = 0;
  }
  part.of[m].numbers = any ? rows * wide : 0;
  return any ? to : to - rows * wide;
}

// Says where the columns of all texts are, and how many records they have; then there are none any more.
export(gather) void gather(void) {
  byte *to = values;
  uint32_t count = rows;
  for (uint32_t m = 0; m < how_many; m++) {
    part.of[m].numbers = 0;
    if (members[m].kind >= UUID) to = numbered(m, to);
  }
  for (uint32_t m = 0; m < how_many; m++) {
    int32_t *length = lengths + m * most;
    uint32_t *start = starts + m * most;
    byte *first = to;
    uint32_t any = 0;
    for (uint32_t row = 0; row < count; row++) any |= length[row];
    part.of[m].values = 0;
    part.of[m].lengths = any ? 4 * count : 0;
    if (!any || members[m].kind == FLAG || members[m].kind == HINT) continue;
    for (uint32_t row = 0; row < count; row++) {
      int32_t n = length[row];
      if (n <= 0) continue;
      const byte *from = (const byte *)(start[row] & 0x7fffffffu);
      if (start[row] >> 31) to = unescaped(to, from, n);
      else {
        copied(to, from, n);
        to += n;
      }
    }
    part.of[m].values = to - first;
  }
  while ((uint32_t)to & 3) *to++ = 0;
  for (uint32_t m = 0; m < how_many; m++) {
    copied(to, (const byte *)(lengths + m * most), part.of[m].lengths);
    to += part.of[m].lengths;
  }
  part.at = (uint32_t)values;
  part.bytes = to - values;
  rows = 0;
}

// Forgets the last records but for `count`.
export(back) void back(uint32_t count) { rows = count; }

// Splits the records of a text behind the others, with commas between them, until there is no more room or its end
// is reached. Where one is not taken, none is, and `records` is UNFIT.
export(split) void split(void) {
  const byte *first = (const byte *)(text + part.text), *p = first + part.from, *last = first + part.end;
  uint32_t row = rows;
  for (uint32_t i = 0; i < BEHIND; i++) ((byte *)first)[part.size + i] = 0;
  seen = 0;
  part.records = UNFIT;
  while (row < most) {
    if (!(p = record(p, row))) return;
    row++;
    if (p == last) break;
    // A comma has a record behind it.
    if (*p++ != ',' || p >= last) return;
  }
  part.position = (uint32_t)(p - first);
  part.seen = seen;
  part.records = row - rows;
  rows = row;
}
