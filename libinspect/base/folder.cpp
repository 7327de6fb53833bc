// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/internal/folder.h"

#include <fcntl.h>
#include <unistd.h>

namespace waferglow {

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

void sync_folder(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace waferglow
