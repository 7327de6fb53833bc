// SPDX-License-Identifier: GPL-3.0-or-later
// RAII for HDF5 identifiers, and HDF5's error stack as our Error.
//
// HDF5 as Debian builds it is not thread-safe: everything here is for the one thread that talks to HDF5.
#pragma once

#include "libinspect/base/error.h"

#include <string>
#include <string_view>
#include <utility>

#include <hdf5.h>

namespace waferglow::hdf5 {

/// Owns one identifier and closes it with `Close`. Move-only; an empty handle holds a negative identifier.
template <herr_t (*Close)(hid_t)>
class Handle {
  public:
    Handle() = default;
    explicit Handle(hid_t id) : id_(id) {}
    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
    Handle& operator=(Handle&& other) noexcept {
        if (this != &other) {
            reset();
            id_ = std::exchange(other.id_, H5I_INVALID_HID);
        }
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;

    [[nodiscard]] hid_t get() const { return id_; }
    [[nodiscard]] explicit operator bool() const { return id_ >= 0; }
    /// Closes; the result of the closing function, 0 where there was nothing to close.
    herr_t reset() { return id_ < 0 ? 0 : Close(std::exchange(id_, H5I_INVALID_HID)); }

  private:
    hid_t id_ = H5I_INVALID_HID;
};

using File = Handle<H5Fclose>;
using Group = Handle<H5Gclose>;
using Dataset = Handle<H5Dclose>;
using Dataspace = Handle<H5Sclose>;
using Datatype = Handle<H5Tclose>;
using Attribute = Handle<H5Aclose>;
using PropertyList = Handle<H5Pclose>;
using Object = Handle<H5Oclose>;

/// While it lives HDF5 prints nothing by itself.
class QuietErrors {
  public:
    QuietErrors();
    ~QuietErrors();
    QuietErrors(const QuietErrors&) = delete;
    QuietErrors& operator=(const QuietErrors&) = delete;

  private:
    H5E_auto2_t print_ = nullptr;
    void* data_ = nullptr;
};

/// HDF5's innermost reason for the last failure: "unable to open file: ... errno = 2, ...".
[[nodiscard]] std::string last_reason();

/// "<path>: <what>: <HDF5's reason>", to be thrown.
[[nodiscard]] Error failure(ErrorKind kind, std::string_view path, std::string_view what);

}  // namespace waferglow::hdf5
