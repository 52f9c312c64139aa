package org.llsocket.internal.platform;

/** {@code <linux/io_uring.h>}, and {@code <sys/mman.h>} as far as a ring needs it. */
final class LinuxUring {
  static final String NUMBERS =
      """
      SYS_io_uring_setup 425
      SYS_io_uring_enter 426
      SYS_io_uring_register 427

      PROT_READ 1
      PROT_WRITE 2
      MAP_SHARED 1
      MAP_PRIVATE 2
      MAP_ANONYMOUS 0x20
      MAP_POPULATE 0x8000

      IORING_OFF_SQ_RING 0
      IORING_OFF_SQES 0x10000000

      IORING_SETUP_CQSIZE 0x8
      IORING_SETUP_SUBMIT_ALL 0x80
      IORING_SETUP_SINGLE_ISSUER 0x1000
      IORING_SETUP_DEFER_TASKRUN 0x2000
      IORING_SETUP_NO_SQARRAY 0x10000

      IORING_FEAT_SINGLE_MMAP 0x1
      IORING_FEAT_NODROP 0x2
      IORING_FEAT_EXT_ARG 0x100
      IORING_FEAT_MIN_TIMEOUT 0x8000

      IORING_SQ_CQ_OVERFLOW 0x2

      IORING_ENTER_GETEVENTS 0x1
      IORING_ENTER_EXT_ARG 0x8

      IORING_REGISTER_FILES_UPDATE 6
      IORING_REGISTER_FILES2 13
      IORING_UNREGISTER_FILES 3
      IORING_REGISTER_PBUF_RING 22
      IORING_RSRC_REGISTER_SPARSE 0x1
      IORING_FILE_INDEX_ALLOC 0xffffffff

      IORING_OP_NOP 0
      IORING_OP_POLL_ADD 6
      IORING_OP_SENDMSG 9
      IORING_OP_RECVMSG 10
      IORING_OP_TIMEOUT 11
      IORING_OP_ACCEPT 13
      IORING_OP_ASYNC_CANCEL 14
      IORING_OP_LINK_TIMEOUT 15
      IORING_OP_CONNECT 16
      IORING_OP_CLOSE 19
      IORING_OP_READ 22
      IORING_OP_WRITE 23
      IORING_OP_SEND 26
      IORING_OP_RECV 27
      IORING_OP_SPLICE 30
      IORING_OP_SHUTDOWN 34
      IORING_OP_SEND_ZC 47

      IOSQE_FIXED_FILE 0x1
      IOSQE_IO_DRAIN 0x2
      IOSQE_IO_LINK 0x4
      IOSQE_IO_HARDLINK 0x8
      IOSQE_BUFFER_SELECT 0x20

      IORING_ACCEPT_MULTISHOT 0x1
      IORING_RECV_MULTISHOT 0x2
      IORING_POLL_ADD_MULTI 0x1
      IORING_ASYNC_CANCEL_ALL 0x1
      IORING_ASYNC_CANCEL_ANY 0x4
      SPLICE_F_FD_IN_FIXED 0x80000000

      IORING_CQE_F_BUFFER 0x1
      IORING_CQE_F_MORE 0x2
      IORING_CQE_F_SOCK_NONEMPTY 0x4
      IORING_CQE_F_NOTIF 0x8
      IORING_CQE_BUFFER_SHIFT 16
      """;

  static final String LAYOUTS =
      """
      io_uring_params 120: sq_entries 0 4, cq_entries 4 4, flags 8 4, features 20 4, sq_off 40 40, cq_off 80 40
      io_sqring_offsets 40: head 0 4, tail 4 4, flags 16 4, array 24 4
      io_cqring_offsets 40: head 0 4, tail 4 4, cqes 20 4
      io_uring_sqe 64: opcode 0 1, flags 1 1, ioprio 2 2, fd 4 4, off 8 8, addr2 8 8, splice_off_in 16 8, addr 16 8, len 24 4, msg_flags 28 4, user_data 32 8, buf_group 40 2, personality 42 2, file_index 44 4, splice_fd_in 44 4
      io_uring_cqe 16: user_data 0 8, res 8 4, flags 12 4
      io_uring_buf 16: addr 0 8, len 8 4, bid 12 2, resv 14 2
      io_uring_buf_reg 40: ring_addr 0 8, ring_entries 8 4, bgid 12 2
      io_uring_rsrc_register 32: nr 0 4, flags 4 4
      io_uring_files_update 16: offset 0 4, fds 8 8
      io_uring_getevents_arg 24: sigmask 0 8, sigmask_sz 8 4, min_wait_usec 12 4, ts 16 8
      """;

  private LinuxUring() {}
}
