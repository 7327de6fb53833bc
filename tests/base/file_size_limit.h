// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that takes no more: the limit of `ulimit -f`, which fails as a full disk does.
#pragma once

#include <csignal>

#include <sys/resource.h>

namespace waferglow::test {

/// Limits the size of files this process writes while it lives, as `ulimit -f` does.
class FileSizeLimit {
  public:
    explicit FileSizeLimit(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        ::getrlimit(RLIMIT_FSIZE, &old_limit_);
        const rlimit limit{bytes, old_limit_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &old_limit_);
        std::signal(SIGXFSZ, old_handler_);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

  private:
    void (*old_handler_)(int);
    rlimit old_limit_{};
};

}  // namespace waferglow::test
