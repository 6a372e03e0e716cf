// Bodies of libstdc++'s std::string and std::wstring, whose members programs find in the library only
// (bodies.h).
//
// Written from the ABI: names, layout and behaviour of basic_string with the small buffer ("cxx11"), which
// code compiled against any version's headers and code in any version's library share, so that a body may
// stand for the library's. Only what makes, enlarges, hands on or releases the buffer is here; for what only
// reads, or changes characters in place, a row of effects.def says as much.
//
// Compiled by the clang of each LLVM into IR that the plugin contains; never linked into anything.

namespace std {

[[noreturn]] void __throw_length_error(const char *);
[[noreturn]] void __throw_logic_error(const char *);
[[noreturn]] void __throw_out_of_range_fmt(const char *, ...);

template <class T> class initializer_list {
  const T *array;
  size_t count;

public:
  INLINE const T *begin() const { return array; }
  INLINE size_t size() const { return count; }
};

template <class C> struct char_traits;
template <class T> class allocator {};
struct forward_iterator_tag {};

} // namespace std

namespace std {
inline namespace __cxx11 {

// The representation, and what the members below have in common.
template <class C> struct string_buffer : characters<C> {
  using characters<C>::copy, characters<C>::move, characters<C>::fill, characters<C>::measure;

  enum : size_t { LOCAL_CAPACITY = 15 / sizeof(C) };

  C *text;
  size_t count;
  union {
    C local[LOCAL_CAPACITY + 1];
    size_t allocated; // capacity, if text is not local
  };

  // --- the buffer ---

  INLINE static size_t most() { return (static_cast<size_t>(__PTRDIFF_MAX__) / sizeof(C) - 1) / 2; }
  INLINE bool is_local() const { return text == local; }
  INLINE size_t room() const { return is_local() ? static_cast<size_t>(LOCAL_CAPACITY) : allocated; }
  INLINE static C *allocate(size_t capacity) {
    return static_cast<C *>(__builtin_operator_new((capacity + 1) * sizeof(C)));
  }
  // At least double the old capacity, so that appending takes amortised constant time.
  INLINE static C *create(size_t &capacity, size_t old) {
    if (capacity > most())
      __throw_length_error("basic_string::_M_create");
    if (capacity > old && capacity < 2 * old)
      capacity = 2 * old < most() ? 2 * old : most();
    return allocate(capacity);
  }
  INLINE void release() {
    if (!is_local())
      __builtin_operator_delete(text);
  }
  INLINE void adopt(C *buffer, size_t capacity) {
    text = buffer;
    allocated = capacity;
  }
  INLINE void set_count(size_t n) {
    count = n;
    text[n] = C();
  }

  INLINE void start_local() {
    text = local;
    set_count(0);
  }

  // --- checks ---

  INLINE size_t check(size_t position, const char *where) const {
    if (position > count)
      __throw_out_of_range_fmt("%s: __pos (which is %zu) > this->size() (which is %zu)", where, position,
                               count);
    return position;
  }
  INLINE size_t limit(size_t position, size_t n) const { return n < count - position ? n : count - position; }
  INLINE void check_length(size_t removed, size_t added, const char *where) const {
    if (most() - (count - removed) < added)
      __throw_length_error(where);
  }

  // --- replacing in place, where there is room ---

  INLINE void move_rest(size_t position, size_t removed, size_t added) {
    size_t end = position + removed;
    if (removed != added)
      move(text + position + added, text + end, count - end);
  }
  INLINE void replace_by_other(size_t position, size_t removed, const C *s, size_t added) {
    move_rest(position, removed, added);
    copy(text + position, s, added);
  }
  // The same by characters of the string itself, part of which may have been moved before they are copied. The
  // index of `s` is counted, not subtracted: seen from a caller, the pointers are into different objects. The
  // counter is volatile so that the optimizer does not subtract them either.
  INLINE void replace_by_own(size_t position, size_t removed, const C *s, size_t added) {
    volatile size_t counter = 0;
    while (text + counter != s)
      counter = counter + 1;
    size_t begin = counter, end = position + removed;
    if (added <= removed)
      move(text + position, text + begin, added);
    move_rest(position, removed, added);
    if (added <= removed)
      return;
    size_t in_front = begin >= end ? 0 : end - begin < added ? end - begin : added;
    size_t moved = begin >= end ? begin + (added - removed) : position + added;
    move(text + position, text + begin, in_front);
    move(text + position + in_front, text + moved, added - in_front);
  }

  INLINE void construct(const C *s, size_t n) {
    text = local;
    if (n > LOCAL_CAPACITY) {
      size_t capacity = n;
      adopt(create(capacity, 0), capacity);
    }
    copy(text, s, n);
    set_count(n);
  }
};

template <class C, class Traits, class Allocator> class basic_string : public string_buffer<C> {
  using buffer = string_buffer<C>;
  using buffer::adopt, buffer::check, buffer::check_length, buffer::construct, buffer::copy, buffer::create;
  using buffer::fill, buffer::is_local, buffer::limit, buffer::measure, buffer::move, buffer::move_rest;
  using buffer::replace_by_other, buffer::replace_by_own;
  using buffer::release, buffer::room, buffer::set_count, buffer::start_local;
  using buffer::text, buffer::count, buffer::local, buffer::allocated, buffer::LOCAL_CAPACITY;

public:
  // --- what the others are made of ---

  struct _Alloc_hider {
    C *text;
    _Alloc_hider(C *t, const Allocator &) : text(t) {}
    _Alloc_hider(C *t, Allocator &&) : text(t) {}
  };

  void _M_data(C *t) { text = t; }
  C *_M_data() const { return text; }
  C *_M_local_data() { return local; }
  const C *_M_local_data() const { return local; }
  bool _M_is_local() const { return is_local(); }
  void _M_capacity(size_t n) { allocated = n; }
  void _M_length(size_t n) { count = n; }
  void _M_set_length(size_t n) { set_count(n); }
  static void _S_copy_chars(C *to, const C *from, const C *end) {
    copy(to, from, static_cast<size_t>(end - from));
  }
  static void _S_copy_chars(C *to, C *from, C *end) { copy(to, from, static_cast<size_t>(end - from)); }

  void _M_dispose() { release(); }
  void _M_destroy(size_t) { __builtin_operator_delete(text); }

  void _M_construct(size_t n, C c) {
    if (n > LOCAL_CAPACITY) {
      size_t capacity = n;
      adopt(create(capacity, 0), capacity);
    }
    fill(text, n, c);
    set_count(n);
  }
  template <class Iterator> void _M_construct(Iterator from, Iterator to, forward_iterator_tag) {
    if (!from && from != to)
      __throw_logic_error("basic_string::_M_construct null not valid");
    size_t n = static_cast<size_t>(to - from);
    if (n > LOCAL_CAPACITY) {
      size_t capacity = n;
      adopt(create(capacity, 0), capacity);
    }
    copy(text, from, n);
    set_count(n);
  }

  // Replaces `removed` characters by room for `added` ones, in a new buffer.
  void _M_mutate(size_t position, size_t removed, const C *s, size_t added) {
    size_t rest = count - position - removed, capacity = count + added - removed;
    C *fresh = create(capacity, room());
    copy(fresh, text, position);
    if (s)
      copy(fresh + position, s, added);
    copy(fresh + position + added, text + position + removed, rest);
    release();
    adopt(fresh, capacity);
  }
  basic_string &_M_append(const C *s, size_t n) {
    size_t sum = count + n;
    if (sum <= room())
      copy(text + count, s, n);
    else
      _M_mutate(count, 0, s, n);
    set_count(sum);
    return *this;
  }
  void _M_assign(const basic_string &other) {
    if (this == &other)
      return;
    size_t n = other.count, capacity = n, old = room();
    if (n > old) {
      C *fresh = create(capacity, old);
      release();
      adopt(fresh, capacity);
    }
    copy(text, other.text, n);
    set_count(n);
  }
  basic_string &_M_replace(size_t position, size_t removed, const C *s, size_t added) {
    check_length(removed, added, "basic_string::_M_replace");
    size_t sum = count + added - removed;
    if (sum > room())
      _M_mutate(position, removed, s, added);
    else if (s < text || text + count < s)
      replace_by_other(position, removed, s, added);
    else
      replace_by_own(position, removed, s, added);
    set_count(sum);
    return *this;
  }
  basic_string &_M_replace_aux(size_t position, size_t removed, size_t added, C c) {
    check_length(removed, added, "basic_string::_M_replace_aux");
    size_t sum = count + added - removed;
    if (sum > room())
      _M_mutate(position, removed, nullptr, added);
    else
      move_rest(position, removed, added);
    fill(text + position, added, c);
    set_count(sum);
    return *this;
  }
  // --- construction and assignment ---

  basic_string() { start_local(); }
  explicit basic_string(const Allocator &) { start_local(); }
  basic_string(const basic_string &other) { construct(other.text, other.count); }
  basic_string(const basic_string &other, const Allocator &) { construct(other.text, other.count); }
  basic_string(const basic_string &other, size_t position, const Allocator &) {
    other.check(position, "basic_string::basic_string");
    construct(other.text + position, other.count - position);
  }
  basic_string(const basic_string &other, size_t position, size_t n) {
    other.check(position, "basic_string::basic_string");
    construct(other.text + position, other.limit(position, n));
  }
  basic_string(const basic_string &other, size_t position, size_t n, const Allocator &)
      : basic_string(other, position, n) {}
  basic_string(const C *s, size_t n, const Allocator &) {
    if (!s && n > 0)
      __throw_logic_error("basic_string: construction from null is not valid");
    construct(s, n);
  }
  basic_string(const C *s, const Allocator &) {
    if (!s)
      __throw_logic_error("basic_string: construction from null is not valid");
    construct(s, measure(s));
  }
  basic_string(size_t n, C c, const Allocator &) {
    text = local;
    _M_construct(n, c);
  }
  basic_string(initializer_list<C> list, const Allocator &) { construct(list.begin(), list.size()); }
  basic_string(basic_string &&other) {
    if (other.is_local()) {
      text = local;
      copy(local, other.local, other.count + 1);
    } else {
      adopt(other.text, other.allocated);
    }
    count = other.count;
    other.start_local();
  }
  ~basic_string() { release(); }

  basic_string &operator=(const basic_string &other) { return assign(other); }
  basic_string &operator=(const C *s) { return assign(s); }
  basic_string &operator=(C c) { return assign(1, c); }
  basic_string &operator=(initializer_list<C> list) { return assign(list.begin(), list.size()); }
  basic_string &operator=(basic_string &&other) {
    if (other.is_local()) {
      if (this != &other) {
        copy(text, other.text, other.count);
        set_count(other.count);
      }
    } else {
      C *old = is_local() ? nullptr : text;
      size_t capacity = allocated;
      adopt(other.text, other.allocated);
      count = other.count;
      if (old)
        other.adopt(old, capacity);
      else
        other.text = other.local;
    }
    other.set_count(0);
    return *this;
  }
  basic_string &assign(const basic_string &other) {
    _M_assign(other);
    return *this;
  }
  basic_string &assign(basic_string &&other) { return *this = static_cast<basic_string &&>(other); }
  basic_string &assign(const basic_string &other, size_t position, size_t n) {
    other.check(position, "basic_string::assign");
    return assign(other.text + position, other.limit(position, n));
  }
  basic_string &assign(const C *s) { return assign(s, measure(s)); }
  basic_string &assign(const C *s, size_t n) {
    check_length(count, n, "basic_string::_M_replace");
    if (n > room())
      _M_mutate(0, count, s, n);
    else
      move(text, s, n);
    set_count(n);
    return *this;
  }
  basic_string &assign(size_t n, C c) {
    check_length(count, n, "basic_string::_M_replace_aux");
    if (n > room())
      _M_mutate(0, count, nullptr, n);
    fill(text, n, c);
    set_count(n);
    return *this;
  }
  basic_string &assign(initializer_list<C> list) { return assign(list.begin(), list.size()); }

  // --- changes ---

  void reserve(size_t n) {
    size_t old = room(), capacity = n;
    if (n <= old)
      return;
    C *fresh = create(capacity, old);
    copy(fresh, text, count + 1);
    release();
    adopt(fresh, capacity);
  }
  void resize(size_t n, C c) {
    if (count < n)
      append(n - count, c);
    else if (n < count)
      set_count(n);
  }
  void resize(size_t n) { resize(n, C()); }
  void push_back(C c) {
    size_t n = count;
    if (n + 1 > room())
      _M_mutate(n, 0, nullptr, 1);
    text[n] = c;
    set_count(n + 1);
  }

  basic_string &append(const basic_string &other) { return _M_append(other.text, other.count); }
  basic_string &append(const basic_string &other, size_t position, size_t n) {
    other.check(position, "basic_string::append");
    return _M_append(other.text + position, other.limit(position, n));
  }
  basic_string &append(const C *s, size_t n) {
    check_length(0, n, "basic_string::append");
    return _M_append(s, n);
  }
  basic_string &append(const C *s) { return append(s, measure(s)); }
  basic_string &append(size_t n, C c) {
    check_length(0, n, "basic_string::_M_replace_aux");
    size_t old = count;
    if (old + n > room())
      _M_mutate(old, 0, nullptr, n);
    fill(text + old, n, c);
    set_count(old + n);
    return *this;
  }
  basic_string &append(initializer_list<C> list) { return append(list.begin(), list.size()); }
  basic_string &operator+=(const basic_string &other) { return append(other); }
  basic_string &operator+=(const C *s) { return append(s); }
  basic_string &operator+=(C c) {
    push_back(c);
    return *this;
  }
  basic_string &operator+=(initializer_list<C> list) { return append(list); }

  basic_string &insert(size_t position, const basic_string &other) {
    return insert(position, other.text, other.count);
  }
  basic_string &insert(size_t position, const basic_string &other, size_t from, size_t n) {
    other.check(from, "basic_string::insert");
    return insert(position, other.text + from, other.limit(from, n));
  }
  basic_string &insert(size_t position, const C *s, size_t n) {
    return _M_replace(check(position, "basic_string::insert"), 0, s, n);
  }
  basic_string &insert(size_t position, const C *s) { return insert(position, s, measure(s)); }
  basic_string &insert(size_t position, size_t n, C c) {
    return _M_replace_aux(check(position, "basic_string::insert"), 0, n, c);
  }

  basic_string &replace(size_t position, size_t n, const basic_string &other) {
    return replace(position, n, other.text, other.count);
  }
  basic_string &replace(size_t position, size_t n, const basic_string &other, size_t from, size_t most) {
    other.check(from, "basic_string::replace");
    return replace(position, n, other.text + from, other.limit(from, most));
  }
  basic_string &replace(size_t position, size_t n, const C *s, size_t added) {
    check(position, "basic_string::replace");
    return _M_replace(position, limit(position, n), s, added);
  }
  basic_string &replace(size_t position, size_t n, const C *s) { return replace(position, n, s, measure(s)); }
  basic_string &replace(size_t position, size_t n, size_t added, C c) {
    check(position, "basic_string::replace");
    return _M_replace_aux(position, limit(position, n), added, c);
  }

  basic_string substr(size_t position, size_t n) const {
    check(position, "basic_string::substr");
    return basic_string(*this, position, n);
  }
};

template <class C> using string_of = basic_string<C, char_traits<C>, allocator<C>>;

template class basic_string<char, char_traits<char>, allocator<char>>;
template class basic_string<wchar_t, char_traits<wchar_t>, allocator<wchar_t>>;
template void string_of<char>::_M_construct(const char *, const char *, forward_iterator_tag);
template void string_of<char>::_M_construct(char *, char *, forward_iterator_tag);
template void string_of<wchar_t>::_M_construct(const wchar_t *, const wchar_t *, forward_iterator_tag);
template void string_of<wchar_t>::_M_construct(wchar_t *, wchar_t *, forward_iterator_tag);

} // namespace __cxx11
} // namespace std
