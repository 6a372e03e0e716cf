// Bodies of libc++'s std::string and std::wstring, whose members programs find in the library only
// (bodies.h).
//
// Written from the ABI (version 1, little endian, not Apple's order of the fields): names, layout and
// behaviour of basic_string, which code compiled against any version's headers and code in any version's
// library share. Capacities are those of versions 19 and 22, which agree. Only what makes, enlarges, hands on
// or releases the buffer is here; for what only reads, or changes characters in place, a row of effects.def
// says as much.
//
// A string is either long, with bit 0 of its first byte set, or short: then that byte is twice the size, and
// the characters are where a long one has its size and its pointer.

namespace std {
namespace __1 {

template <class C> struct char_traits;
template <class T> class allocator {};

// What the library's strings throw by; what() is "basic_string".
template <bool> struct __basic_string_common {
  [[noreturn]] void __throw_length_error() const;
  [[noreturn]] void __throw_out_of_range() const;
};

// The representation, and what the members below have in common.
template <class C> struct string_buffer : characters<C> {
  using characters<C>::copy, characters<C>::move, characters<C>::fill, characters<C>::measure;

  enum : size_t {
    LOCAL_CAPACITY = 23 / sizeof(C) - 1, // without the terminator, as all capacities here
    LONG = 1,
    ALIGNMENT = 8, // of what is allocated, in bytes
  };

  struct long_string {
    size_t allocated; // with the terminator, which makes it even, | LONG
    size_t count;
    C *text;
  };
  struct short_string {
    alignas(C) unsigned char twice_count;
    C text[LOCAL_CAPACITY + 1];
  };
  union {
    long_string far;
    short_string near;
  };

  INLINE static size_t smaller(size_t a, size_t b) { return a < b ? a : b; }
  INLINE static size_t larger(size_t a, size_t b) { return a < b ? b : a; }

  // --- errors ---

  [[noreturn]] INLINE static void fail_length() { __basic_string_common<true>().__throw_length_error(); }
  INLINE void check(size_t position) const {
    if (position > size())
      __basic_string_common<true>().__throw_out_of_range();
  }

  // --- the buffer ---

  INLINE static size_t most() { return (~static_cast<size_t>(0) / sizeof(C) - ALIGNMENT & ~LONG) - 1; }
  INLINE bool is_long() const { return near.twice_count & LONG; }
  INLINE size_t size() const { return is_long() ? far.count : near.twice_count / 2; }
  INLINE size_t room() const {
    return is_long() ? (far.allocated & ~LONG) - 1 : static_cast<size_t>(LOCAL_CAPACITY);
  }
  INLINE C *data() { return is_long() ? far.text : near.text; }
  INLINE const C *data() const { return is_long() ? far.text : near.text; }

  INLINE void set_size(size_t n) {
    if (is_long())
      far.count = n;
    else
      near.twice_count = static_cast<unsigned char>(n * 2);
  }
  INLINE void finish(C *text, size_t n) {
    set_size(n);
    text[n] = C();
  }
  // The number of characters to allocate for a capacity that is not local.
  INLINE static size_t align(size_t capacity) {
    size_t unit = ALIGNMENT / sizeof(C), n = (capacity + unit) / unit * unit;
    return n == LOCAL_CAPACITY + 2 ? n + 2 : n;
  }
  INLINE static C *allocate(size_t characters) {
    return static_cast<C *>(__builtin_operator_new(characters * sizeof(C)));
  }
  INLINE void release() {
    if (is_long())
      __builtin_operator_delete(far.text);
  }
  INLINE void adopt(C *text, size_t characters, size_t n) {
    far.allocated = characters | LONG;
    far.count = n;
    far.text = text;
  }
  // Room for n characters in a string without a buffer.
  INLINE C *start(size_t n) {
    if (n > most())
      fail_length();
    if (n <= LOCAL_CAPACITY) {
      near.twice_count = static_cast<unsigned char>(n * 2);
      return near.text;
    }
    size_t characters = align(n);
    C *text = allocate(characters);
    adopt(text, characters, n);
    return text;
  }
  INLINE void construct(const C *s, size_t n) {
    C *text = start(n);
    copy(text, s, n);
    text[n] = C();
  }
  INLINE void construct(const string_buffer &other) {
    if (other.is_long())
      construct(other.far.text, other.far.count);
    else
      __builtin_memcpy(this, &other, sizeof *this);
  }

  // Replaces `removed` characters by `added` ones from s, or by room for them if s is null, in a new buffer.
  // At least doubles the old capacity, so that appending takes amortised constant time. Returns the new text.
  INLINE C *grow(size_t old, size_t more, size_t count, size_t kept, size_t removed, size_t added,
                 const C *s) {
    if (more > most() - old)
      fail_length();
    size_t characters = align(larger(old + more, 2 * old)), rest = count - removed - kept;
    C *fresh = allocate(characters), *text = data();
    copy(fresh, text, kept);
    if (s)
      copy(fresh + kept, s, added);
    copy(fresh + kept + added, text + kept + removed, rest);
    release();
    adopt(fresh, characters, kept + added + rest);
    return fresh;
  }
};

template <class C, class Traits, class Allocator> class basic_string : string_buffer<C> {
  using buffer = string_buffer<C>;
  using buffer::check, buffer::construct, buffer::copy, buffer::data, buffer::fill, buffer::finish,
      buffer::grow;
  using buffer::is_long, buffer::measure, buffer::move, buffer::release, buffer::room, buffer::set_size;
  using buffer::size, buffer::smaller, buffer::start;

public:
  // --- what the others are made of ---

  void __init(const C *s, size_t n) { construct(s, n); }
  void __init(size_t n, C c) {
    C *text = start(n);
    fill(text, n, c);
    text[n] = C();
  }
  // Callers set the size afterwards: versions differ in what it is meanwhile.
  void __grow_by(size_t old, size_t more, size_t count, size_t kept, size_t removed, size_t added) {
    grow(old, more, count, kept, removed, added, nullptr);
  }
  void __grow_by_and_replace(size_t old, size_t more, size_t count, size_t kept, size_t removed, size_t added,
                             const C *s) {
    C *text = grow(old, more, count, kept, removed, added, s);
    text[this->far.count] = C();
  }

  // --- construction and assignment ---

  basic_string(const basic_string &other) { construct(other); }
  basic_string(const basic_string &other, const Allocator &) { construct(other); }
  basic_string(const basic_string &other, size_t position, size_t n, const Allocator &) {
    other.check(position);
    construct(other.data() + position, smaller(n, other.size() - position));
  }
  ~basic_string() { release(); }

  basic_string &operator=(const basic_string &other) {
    if (this == &other)
      return *this;
    if (!is_long() && !other.is_long()) {
      construct(other);
      return *this;
    }
    return assign(other.data(), other.size());
  }
  basic_string &operator=(C c) {
    C *text = data();
    text[0] = c;
    finish(text, 1);
    return *this;
  }
  basic_string &assign(const basic_string &other, size_t position, size_t n) {
    other.check(position);
    return assign(other.data() + position, smaller(n, other.size() - position));
  }
  basic_string &assign(const C *s) { return assign(s, measure(s)); }
  basic_string &assign(const C *s, size_t n) {
    size_t capacity = room(), count = size();
    if (n > capacity) {
      __grow_by_and_replace(capacity, n - capacity, count, 0, count, n, s);
      return *this;
    }
    C *text = data();
    move(text, s, n);
    finish(text, n);
    return *this;
  }
  basic_string &assign(size_t n, C c) {
    size_t capacity = room(), count = size();
    if (n > capacity)
      __grow_by(capacity, n - capacity, count, 0, count, 0);
    C *text = data();
    fill(text, n, c);
    finish(text, n);
    return *this;
  }

  // --- changes ---

  void reserve(size_t n) {
    if (n > this->most())
      this->fail_length();
    if (n <= room())
      return;
    size_t characters = this->align(n), count = size();
    C *fresh = this->allocate(characters);
    copy(fresh, data(), count + 1);
    release();
    this->adopt(fresh, characters, count);
  }
  void resize(size_t n, C c) {
    size_t count = size();
    if (n > count)
      append(n - count, c);
    else
      finish(data(), n);
  }
  void push_back(C c) {
    size_t count = size();
    if (count == room())
      __grow_by(count, 1, count, count, 0, 0);
    C *text = data();
    text[count] = c;
    finish(text, count + 1);
  }

  basic_string &append(const C *s, size_t n) {
    size_t capacity = room(), count = size();
    if (n > capacity - count) {
      __grow_by_and_replace(capacity, n - (capacity - count), count, count, 0, n, s);
    } else if (n) {
      C *text = data();
      copy(text + count, s, n);
      finish(text, count + n);
    }
    return *this;
  }
  basic_string &append(const C *s) { return append(s, measure(s)); }
  basic_string &append(const basic_string &other, size_t position, size_t n) {
    other.check(position);
    return append(other.data() + position, smaller(n, other.size() - position));
  }
  basic_string &append(size_t n, C c) {
    size_t capacity = room(), count = size();
    if (n == 0)
      return *this;
    if (n > capacity - count)
      __grow_by(capacity, n - (capacity - count), count, count, 0, 0);
    C *text = data();
    fill(text + count, n, c);
    finish(text, count + n);
    return *this;
  }

  basic_string &insert(size_t position, const basic_string &other, size_t from, size_t n) {
    other.check(from);
    return insert(position, other.data() + from, smaller(n, other.size() - from));
  }
  basic_string &insert(size_t position, const C *s) { return insert(position, s, measure(s)); }
  basic_string &insert(size_t position, const C *s, size_t n) {
    check(position);
    size_t capacity = room(), count = size();
    if (n > capacity - count) {
      __grow_by_and_replace(capacity, n - (capacity - count), count, position, 0, n, s);
      return *this;
    }
    if (n == 0)
      return *this;
    C *text = data();
    if (text + position <= s && s < text + count) // it moves with the rest
      s += n;
    move(text + position + n, text + position, count - position);
    move(text + position, s, n);
    finish(text, count + n);
    return *this;
  }
  basic_string &insert(size_t position, size_t n, C c) {
    check(position);
    size_t capacity = room(), count = size();
    if (n == 0)
      return *this;
    if (n > capacity - count)
      __grow_by(capacity, n - (capacity - count), count, position, 0, n);
    else
      move(data() + position + n, data() + position, count - position);
    C *text = data();
    fill(text + position, n, c);
    finish(text, count + n);
    return *this;
  }

  basic_string &replace(size_t position, size_t n, const basic_string &other, size_t from, size_t added) {
    other.check(from);
    return replace(position, n, other.data() + from, smaller(added, other.size() - from));
  }
  basic_string &replace(size_t position, size_t n, const C *s) { return replace(position, n, s, measure(s)); }
  basic_string &replace(size_t position, size_t n, const C *s, size_t added) {
    check(position);
    size_t capacity = room(), count = size(), removed = smaller(n, count - position);
    if (added > capacity - count + removed) {
      __grow_by_and_replace(capacity, added - removed - (capacity - count), count, position, removed, added,
                            s);
      return *this;
    }
    C *text = data(), *hole = text + position;
    size_t sum = count - removed + added, rest = count - removed - position;
    if (added <= removed) {
      move(hole, s, added);
      move(hole + added, hole + removed, rest);
    } else {
      if (hole < s && s < text + count) {
        if (hole + removed <= s) {
          s += added - removed; // it moves with the rest
        } else {
          // It begins in what is removed, and ends in the rest.
          move(hole, s, removed);
          hole += removed;
          s += added;
          added -= removed;
          removed = 0;
        }
      }
      move(hole + added, hole + removed, rest);
      move(hole, s, added);
    }
    finish(text, sum);
    return *this;
  }
  basic_string &replace(size_t position, size_t n, size_t added, C c) {
    check(position);
    size_t capacity = room(), count = size(), removed = smaller(n, count - position);
    if (added > capacity - count + removed)
      __grow_by(capacity, added - removed - (capacity - count), count, position, removed, added);
    else if (removed != added)
      move(data() + position + added, data() + position + removed, count - removed - position);
    C *text = data();
    fill(text + position, added, c);
    finish(text, count - removed + added);
    return *this;
  }
};

template class basic_string<char, char_traits<char>, allocator<char>>;
template class basic_string<wchar_t, char_traits<wchar_t>, allocator<wchar_t>>;

} // namespace __1
} // namespace std
