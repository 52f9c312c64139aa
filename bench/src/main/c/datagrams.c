/* Datagrams from one thread to another, as fast as possible; an operation is a received datagram. */
#include "bench.h"
#include <netinet/udp.h>
#include <pthread.h>

#define BATCH 64
#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#define UDP_GRO 104
#endif

static int receiver, sender;
static size_t size;
static char out[1 << 16], in[BATCH][1 << 11], large[1 << 16];
static struct mmsghdr outs[BATCH], ins[BATCH];
static struct iovec out_parts[BATCH], in_parts[BATCH];

/* The sender sends during a run. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t opened = PTHREAD_COND_INITIALIZER;
static volatile int open_gate;

static void gate(int open) {
  pthread_mutex_lock(&mutex);
  open_gate = open;
  pthread_cond_signal(&opened);
  pthread_mutex_unlock(&mutex);
}

static void *sending(void *send_some) {
  void (*some)(void) = (void (*)(void))send_some;
  for (;;) {
    pthread_mutex_lock(&mutex);
    while (!open_gate) pthread_cond_wait(&opened, &mutex);
    pthread_mutex_unlock(&mutex);
    while (open_gate) some();
  }
  return NULL;
}

static void begin_sending(const struct args *a, void (*some)(void)) {
  pthread_t thread;
  union address here;
  socklen_t length = sizeof here;
  size = a->size;
  receiver = new_socket("udp", 0);
  must(bind(receiver, &here.any, to_address("udp", "0", &here)), "bind");
  must(getsockname(receiver, &here.any, &length), "getsockname");
  sender = new_socket("udp", 0);
  must(connect(sender, &here.any, length), "connect");
  if (pthread_create(&thread, NULL, sending, (void *)some)) die("pthread_create");
}

static void send_one(void) { must(send(sender, out, size, MSG_NOSIGNAL), "send"); }

static void receive_ones(long count) {
  gate(1);
  for (; count > 0; count--) must(recv(receiver, in[0], sizeof in[0], 0), "recv");
  gate(0);
}

static void work_plain(const struct args *a) {
  begin_sending(a, send_one);
  loop(receive_ones);
}

static void send_batch(void) { must(sendmmsg(sender, outs, BATCH, MSG_NOSIGNAL), "sendmmsg"); }

static void receive_batches(long count) {
  gate(1);
  while (count > 0) count -= must(recvmmsg(receiver, ins, BATCH, MSG_WAITFORONE, NULL), "recvmmsg");
  gate(0);
}

static void work_batch(const struct args *a) {
  for (int i = 0; i < BATCH; i++) {
    out_parts[i] = (struct iovec){out, a->size};
    in_parts[i] = (struct iovec){in[i], sizeof in[i]};
    outs[i].msg_hdr.msg_iov = &out_parts[i];
    ins[i].msg_hdr.msg_iov = &in_parts[i];
    outs[i].msg_hdr.msg_iovlen = ins[i].msg_hdr.msg_iovlen = 1;
  }
  begin_sending(a, send_batch);
  loop(receive_batches);
}

static void send_large(void) { must(send(sender, out, size * BATCH, MSG_NOSIGNAL), "send"); }

/* The number of datagrams coalesced into one. */
static long receive_large(void) {
  char control[CMSG_SPACE(sizeof(int))];
  struct iovec part = {large, sizeof large};
  struct msghdr message = {NULL, 0, &part, 1, control, sizeof control, 0};
  long n = must(recvmsg(receiver, &message, 0), "recvmsg");
  for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
    if (c->cmsg_level == IPPROTO_UDP && c->cmsg_type == UDP_GRO) {
      int segment;
      memcpy(&segment, CMSG_DATA(c), sizeof segment);
      return (n + segment - 1) / segment;
    }
  }
  return 1;
}

static void receive_larges(long count) {
  gate(1);
  while (count > 0) count -= receive_large();
  gate(0);
}

static void work_offload(const struct args *a) {
  int segment = a->size, on = 1;
  begin_sending(a, send_large);
  must(setsockopt(sender, IPPROTO_UDP, UDP_SEGMENT, &segment, sizeof segment), "UDP_SEGMENT");
  must(setsockopt(receiver, IPPROTO_UDP, UDP_GRO, &on, sizeof on), "UDP_GRO");
  loop(receive_larges);
}

const struct work datagrams[] = {
    {"plain", work_plain}, {"batch", work_batch}, {"offload", work_offload}, {0},
};
