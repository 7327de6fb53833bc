// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/map/large_vector.h"

#include "libinspect/base/parallel.h"

#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace waferglow {

void claim_large_pages(void* data, std::size_t bytes) {
#if defined(__linux__)
    constexpr std::uintptr_t kPage = std::uintptr_t{2} << 20U;
    const auto address = reinterpret_cast<std::uintptr_t>(data);
    const std::uintptr_t begin = (address + kPage - 1) / kPage * kPage;
    const std::uintptr_t end = (address + bytes) / kPage * kPage;
    if (end <= begin) return;
    char* const pages = static_cast<char*>(data) + (begin - address);
    static_cast<void>(madvise(pages, end - begin, MADV_HUGEPAGE));
    parallel_blocks((end - begin) / kPage, 1, [pages](std::size_t page, std::size_t) {
        *static_cast<volatile char*>(pages + page * kPage) = 0;
    });
#else
    static_cast<void>(data);
    static_cast<void>(bytes);
#endif
}

}  // namespace waferglow
