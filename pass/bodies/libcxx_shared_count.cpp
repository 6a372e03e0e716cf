// Bodies of the members of libc++'s shared_ptr and weak_ptr that programs find in the library only (bodies.h): those
// that count the owners of a control block.
//
// Written from the ABI (version 1): names, layout and the order of virtual functions, which all versions of the
// library share. A count is the number of owners less one; the owners that share the object count together as one
// owner of the block.

namespace std {

class type_info;

namespace __1 {

class __shared_count {
protected:
  virtual ~__shared_count();

private:
  virtual void __on_zero_shared() noexcept = 0;

protected:
  long owners;
};

class __shared_weak_count : private __shared_count {
  ~__shared_weak_count() override;

public:
  void __release_weak() noexcept;
  __shared_weak_count *lock() noexcept;
  virtual const void *__get_deleter(const type_info &) const noexcept;

private:
  virtual void __on_zero_shared_weak() noexcept = 0;

  long weak_owners;
};

void __shared_weak_count::__release_weak() noexcept {
  // The only owner left has nobody to agree with.
  bool last = __atomic_load_n(&weak_owners, __ATOMIC_ACQUIRE) == 0 ||
              __atomic_sub_fetch(&weak_owners, 1, __ATOMIC_ACQ_REL) == -1;
  if (last)
    __on_zero_shared_weak();
}

__shared_weak_count *__shared_weak_count::lock() noexcept {
  long count = __atomic_load_n(&owners, __ATOMIC_SEQ_CST);
  while (count != -1)
    if (__atomic_compare_exchange_n(&owners, &count, count + 1, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
      return this;
  return nullptr;
}

} // namespace __1
} // namespace std
