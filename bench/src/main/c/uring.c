/* An echo server on io_uring(7), with system calls alone: no library is needed, and none hides what is measured. */
#include "bench.h"
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/syscall.h>

/* What the kernel's headers before Linux 6.12 lack. */
#define SETUP_NO_SQARRAY (1U << 16)

#define ENTRIES 1024
#define COMPLETIONS 8192
#define FILES 16384
#define BUFFERS 512
#define BUFFER_SIZE 8192
#define BATCH_MICROS 50
#define LEAST_BATCH 4
#define LARGEST_BATCH 256

enum { ACCEPT, RECEIVE, SEND, CLOSE };

/* struct io_uring_getevents_arg of Linux 6.12 */
struct wait_arg {
  uint64_t sigmask;
  uint32_t sigmask_size;
  uint32_t min_wait_usec;
  uint64_t timeout;
};

static int ring;
static unsigned *sq_head, *sq_tail, *cq_head, *cq_tail;
static struct io_uring_sqe *sqes;
static struct io_uring_cqe *cqes;
static unsigned tail, batch = 1;
static struct io_uring_buf *buffers;
static char *memory;
static unsigned short buffers_tail;

static unsigned enter(unsigned least) {
  struct wait_arg arg = {.min_wait_usec = BATCH_MICROS};
  unsigned submit = tail - __atomic_load_n(sq_head, __ATOMIC_ACQUIRE);
  unsigned flags = IORING_ENTER_GETEVENTS | (least > 1 ? IORING_ENTER_EXT_ARG : 0);
  __atomic_store_n(sq_tail, tail, __ATOMIC_RELEASE);
  long n = syscall(SYS_io_uring_enter, ring, submit, least, flags, least > 1 ? &arg : NULL, least > 1 ? sizeof arg : 0);
  if (n < 0 && errno == ETIME) return 1;
  if (n < 0 && errno != EINTR) die("io_uring_enter");
  return least;
}

static struct io_uring_sqe *next_sqe(int opcode, int fd, int kind, unsigned buffer) {
  while (tail - __atomic_load_n(sq_head, __ATOMIC_ACQUIRE) == ENTRIES) enter(0);
  struct io_uring_sqe *sqe = &sqes[tail++ & (ENTRIES - 1)];
  memset(sqe, 0, sizeof *sqe);
  sqe->opcode = opcode;
  sqe->fd = fd;
  sqe->user_data = (uint64_t)kind << 56 | (uint64_t)buffer << 32 | (uint32_t)fd;
  return sqe;
}

static void accept_all(int listener) {
  struct io_uring_sqe *sqe = next_sqe(IORING_OP_ACCEPT, listener, ACCEPT, 0);
  sqe->ioprio = IORING_ACCEPT_MULTISHOT;
  sqe->file_index = IORING_FILE_INDEX_ALLOC;
}

static void receive(int file) {
  struct io_uring_sqe *sqe = next_sqe(IORING_OP_RECV, file, RECEIVE, 0);
  sqe->flags = IOSQE_FIXED_FILE | IOSQE_BUFFER_SELECT;
  sqe->ioprio = IORING_RECV_MULTISHOT;
}

static void send_back(int file, unsigned buffer, unsigned length) {
  struct io_uring_sqe *sqe = next_sqe(IORING_OP_SEND, file, SEND, buffer);
  sqe->flags = IOSQE_FIXED_FILE;
  sqe->addr = (uint64_t)(memory + (size_t)buffer * BUFFER_SIZE);
  sqe->len = length;
  sqe->msg_flags = MSG_DONTWAIT | MSG_NOSIGNAL;
}

static void close_file(int file) {
  struct io_uring_sqe *sqe = next_sqe(IORING_OP_CLOSE, 0, CLOSE, 0);
  sqe->file_index = file + 1;
}

static void give_back(unsigned buffer) {
  struct io_uring_buf *to = &buffers[buffers_tail++ & (BUFFERS - 1)];
  to->addr = (uint64_t)(memory + (size_t)buffer * BUFFER_SIZE);
  to->len = BUFFER_SIZE;
  to->bid = buffer;
  __atomic_store_n(&buffers[0].resv, buffers_tail, __ATOMIC_RELEASE);
}

static void complete(const struct io_uring_cqe *cqe) {
  int file = (int)(uint32_t)cqe->user_data;
  int more = cqe->flags & IORING_CQE_F_MORE;
  switch (cqe->user_data >> 56) {
    case ACCEPT:
      if (cqe->res >= 0) receive(cqe->res);
      if (!more) accept_all(file);
      break;
    case RECEIVE:
      if (cqe->res > 0) {
        send_back(file, cqe->flags >> IORING_CQE_BUFFER_SHIFT, cqe->res);
        if (!more) receive(file);
      } else if (cqe->res == -ENOBUFS) {
        receive(file);
      } else {
        close_file(file);
      }
      break;
    case SEND:
      give_back((unsigned)(cqe->user_data >> 32) & 0xffff);
      break;
  }
}

static void *mapped(size_t size, int flags, int fd, off_t offset) {
  void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, flags, fd, offset);
  if (at == MAP_FAILED) die("mmap");
  return at;
}

static void set_up(void) {
  struct io_uring_params p = {.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN | IORING_SETUP_SUBMIT_ALL |
                                       IORING_SETUP_CQSIZE | SETUP_NO_SQARRAY,
                              .cq_entries = COMPLETIONS};
  ring = must(syscall(SYS_io_uring_setup, ENTRIES, &p), "io_uring_setup");
  char *rings = mapped(p.cq_off.cqes + COMPLETIONS * sizeof *cqes, MAP_SHARED | MAP_POPULATE, ring, IORING_OFF_SQ_RING);
  sqes = mapped(ENTRIES * sizeof *sqes, MAP_SHARED | MAP_POPULATE, ring, IORING_OFF_SQES);
  sq_head = (unsigned *)(rings + p.sq_off.head);
  sq_tail = (unsigned *)(rings + p.sq_off.tail);
  cq_head = (unsigned *)(rings + p.cq_off.head);
  cq_tail = (unsigned *)(rings + p.cq_off.tail);
  cqes = (struct io_uring_cqe *)(rings + p.cq_off.cqes);
  struct io_uring_rsrc_register files = {.nr = FILES, .flags = IORING_RSRC_REGISTER_SPARSE};
  must(syscall(SYS_io_uring_register, ring, IORING_REGISTER_FILES2, &files, sizeof files), "IORING_REGISTER_FILES2");
  buffers = mapped(BUFFERS * sizeof *buffers, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  memory = mapped((size_t)BUFFERS * BUFFER_SIZE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  struct io_uring_buf_reg group = {.ring_addr = (uint64_t)buffers, .ring_entries = BUFFERS};
  must(syscall(SYS_io_uring_register, ring, IORING_REGISTER_PBUF_RING, &group, 1), "IORING_REGISTER_PBUF_RING");
  for (unsigned i = 0; i < BUFFERS; i++) give_back(i);
}

static void work_uring(const struct args *a) {
  int listener = bound(a);
  nodelay(listener, a->transport); /* the connections inherit it */
  set_up();
  accept_all(listener);
  for (;;) {
    unsigned least = enter(batch);
    unsigned head = *cq_head, last = __atomic_load_n(cq_tail, __ATOMIC_ACQUIRE), count = last - head;
    for (; head != last; head++) complete(&cqes[head & (COMPLETIONS - 1)]);
    __atomic_store_n(cq_head, head, __ATOMIC_RELEASE);
    batch = count < LEAST_BATCH ? 1 : count >= least ? count * 2 : count;
    if (batch > LARGEST_BATCH) batch = LARGEST_BATCH;
  }
}

const struct work rings[] = {{"uring", work_uring}, {0}};
