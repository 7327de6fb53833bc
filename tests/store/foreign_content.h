// SPDX-License-Identifier: GPL-3.0-or-later
// What other programs put into a wafer file, made with the HDF5 library alone.
#pragma once

#include "libinspect/store/internal/hdf5_handle.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace waferglow::test {

/// A file opened for changes; closed with the object.
class ForeignEditor {
  public:
    explicit ForeignEditor(const std::filesystem::path& path, bool write = true);

    [[nodiscard]] hid_t file() const { return file_.get(); }
    /// The address tells objects apart: two names with one address are hard links.
    [[nodiscard]] haddr_t address(const std::string& path) const;
    [[nodiscard]] bool has(const std::string& path) const;

    void group(const std::string& path) const;
    /// A matrix of doubles 0, 1, 2, ...
    void matrix(const std::string& path, hsize_t rows, hsize_t cols) const;
    /// A matrix of floats in one chunk, packed with a filter that only this program knows.
    void packed_matrix(const std::string& path, hsize_t rows, hsize_t cols) const;
    [[nodiscard]] std::vector<std::byte> packed_bytes(const std::string& path) const;
    /// One element of a compound type.
    void compound(const std::string& path) const;
    void references(const std::string& path, const std::string& target) const;

    void soft(const std::string& path, const std::string& target) const;
    void external(const std::string& path, const std::string& file, const std::string& target) const;
    void hard(const std::string& path, const std::string& target) const;
    /// "soft: target", "external: file target", "hard".
    [[nodiscard]] std::string link(const std::string& path) const;

    /// A text of variable length, as h5py writes.
    void note(const std::string& path, const std::string& name, const std::string& text) const;
    [[nodiscard]] std::string note(const std::string& path, const std::string& name) const;
    [[nodiscard]] bool has_attribute(const std::string& path, const std::string& name) const;

  private:
    hdf5::QuietErrors quiet_;
    hdf5::File file_;
};

/// While it lives HDF5 knows the filter of `packed_matrix`.
class OwnFilter {
  public:
    OwnFilter();
    ~OwnFilter();
    OwnFilter(const OwnFilter&) = delete;
    OwnFilter& operator=(const OwnFilter&) = delete;
};

}  // namespace waferglow::test
