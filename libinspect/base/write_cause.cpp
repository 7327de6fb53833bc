// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/write_cause.h"

#include <cerrno>
#include <system_error>

namespace waferglow {

std::string write_cause(int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            return "the disk is full; free space on it";
        case EFBIG:
            return "the file-size limit is reached; raise it (ulimit -f)";
        case EROFS:
            return "the disk is mounted read-only; write elsewhere";
        case ESTALE:
            return "the network folder is gone; mount it again";
        default:
            return std::generic_category().message(error);
    }
}

}  // namespace waferglow
