// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/hdf5_handle.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

// H5Ewalk2 goes from the innermost function outward; the first description is the cause.
herr_t take_first(unsigned position, const H5E_error2_t* entry, void* into) {
    if (position == 0 && entry->desc != nullptr) *static_cast<std::string*>(into) = entry->desc;
    return 0;
}

}  // namespace

QuietErrors::QuietErrors() {
    // HDF5 keeps parts of damaged files open and complains about them when the process ends. We close what we
    // open, so that its clean-up at exit has no other use. Without effect unless it is HDF5's first call.
    H5dont_atexit();
    H5Eget_auto2(H5E_DEFAULT, &print_, &data_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

QuietErrors::~QuietErrors() {
    H5Eset_auto2(H5E_DEFAULT, print_, data_);
}

std::string last_reason() {
    std::string reason;
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_first, &reason);
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    return reason.empty() ? "HDF5 gave no reason" : reason;
}

Error failure(ErrorKind kind, std::string_view path, std::string_view what) {
    return {kind, fmt::format("{}: {} ({})", path, what, last_reason())};
}

}  // namespace waferglow::hdf5
