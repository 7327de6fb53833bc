// SPDX-License-Identifier: GPL-3.0-or-later
// Vectors and matrices in HDF5 datasets: chunks with shuffle, deflate and fletcher32, coded on all cores
// outside of the library, and the CRC-32 of all values in the attribute `crc32`.
#pragma once

#include "libinspect/store/internal/chunk_codec.h"
#include "libinspect/store/internal/hdf5_handle.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace waferglow::hdf5 {

/// Type of one element, little-endian in memory and in the file.
struct ElementType {
    enum class Kind { integer, floating, text };
    Kind kind = Kind::floating;
    bool is_signed = true;
    std::size_t size = 4;  ///< bytes; of a text its fixed length
    friend bool operator==(const ElementType&, const ElementType&) = default;
};

template <class T>
constexpr ElementType element_type() {
    static_assert(std::is_arithmetic_v<T>);
    return {std::is_floating_point_v<T> ? ElementType::Kind::floating : ElementType::Kind::integer,
            std::is_signed_v<T>, sizeof(T)};
}

/// Extent of an array: a vector has `rows` 1 and is not a matrix. A stack of pictures is a matrix of which
/// each row is a picture of `picture_rows` rows: it has three dimensions in the file.
struct ArrayShape {
    std::size_t rows = 1;
    std::size_t cols = 0;
    bool matrix = false;
    std::size_t picture_rows = 0;

    [[nodiscard]] std::size_t count() const { return rows * cols; }
    [[nodiscard]] int rank() const { return picture_rows > 0 ? 3 : matrix ? 2 : 1; }
    /// As HDF5 has them; the first `rank()` count.
    [[nodiscard]] std::array<hsize_t, 3> dims() const {
        if (picture_rows > 0) return {rows, picture_rows, cols / picture_rows};
        if (matrix) return {rows, cols, 1};
        return {cols, 1, 1};
    }
    /// Of the element (row, col) of the matrix that is the first of a chunk.
    [[nodiscard]] std::array<hsize_t, 3> offset(std::size_t row, std::size_t col) const {
        if (matrix) return {row, col, 0};
        return {col, 0, 0};
    }
    friend bool operator==(const ArrayShape&, const ArrayShape&) = default;
};

/// Values to be written, row-major.
struct ArrayView {
    ElementType type;
    ArrayShape shape;
    std::span<const std::byte> bytes;
    ArrayShape chunk;
    std::vector<std::byte> fill;  ///< one element; chunks that hold nothing else are not stored. Empty: zeros
    ChunkContent content = ChunkContent::plain;
};

/// A vector in chunks of about 256 KiB.
[[nodiscard]] ArrayView vector_view(ElementType type, std::span<const std::byte> bytes);

template <class T>
[[nodiscard]] ArrayView vector_view(std::span<const T> values) {
    return vector_view(element_type<T>(), std::as_bytes(values));
}

/// A matrix in square chunks of 256 KiB, as maps are read: by region.
template <class T>
[[nodiscard]] ArrayView map_view(std::span<const T> values, std::size_t rows, std::size_t cols, T fill) {
    constexpr std::size_t kSide = sizeof(T) == 1 ? 512 : 256;
    const auto fill_bytes = std::as_bytes(std::span(&fill, 1));
    return {element_type<T>(),
            {rows, cols, true},
            std::as_bytes(values),
            {kSide, kSide, true},
            {fill_bytes.begin(), fill_bytes.end()},
            ChunkContent::noisy};
}

/// A matrix in chunks of whole rows, as spectra are read: one by one.
template <class T>
[[nodiscard]] ArrayView rows_view(std::span<const T> values, std::size_t rows, std::size_t cols) {
    constexpr std::size_t kBytes = 262144;
    const std::size_t chunk_rows = cols == 0 ? 1 : kBytes / (cols * sizeof(T)) + 1;
    return {element_type<T>(),  {rows, cols, true}, std::as_bytes(values), {chunk_rows, cols, true}, {},
            ChunkContent::noisy};
}

/// Pictures of `height` x `width`, one after the other, in chunks of whole ones.
template <class T>
[[nodiscard]] ArrayView pictures_view(std::span<const T> values, std::size_t height, std::size_t width) {
    const std::size_t each = height * width;
    ArrayView view = rows_view(values, each == 0 ? 0 : values.size() / each, each);
    view.shape.picture_rows = view.chunk.picture_rows = height;
    return view;
}

class NewFile;

/// Writes arrays to a new file. Confined to the thread that talks to HDF5; it compresses on the cores that
/// ThreadLimit allows. Two batches of chunks are in flight: some 40 MB.
class ArrayWriter {
  public:
    /// `level`: deflate effort, 0 to 12.
    ArrayWriter(const NewFile& file, int level);
    ~ArrayWriter();
    ArrayWriter(const ArrayWriter&) = delete;
    ArrayWriter& operator=(const ArrayWriter&) = delete;

    /// Throws Error(job). The dataset is for adding attributes.
    Dataset write(hid_t parent, const std::string& name, const ArrayView& view) const;

  private:
    struct Scratch;

    const NewFile* file_;
    int level_;
    std::unique_ptr<Scratch> scratch_;  // kept from array to array: fresh memory costs more than its use
};

/// A dataset opened for reading, and what is known of it before any value is read.
struct StoredArray {
    Dataset dataset;
    ElementType type;
    ArrayShape shape;
    ArrayShape chunk;     ///< where `ours`
    bool ours = false;    ///< chunked with our filters and types: decoded outside of HDF5, on all cores
    bool filled = false;  ///< chunks may be left out and then hold `fill`
    std::vector<std::byte> fill;
    std::uint64_t stored_bytes = 0;
    std::optional<std::uint32_t> crc32;

    [[nodiscard]] std::size_t bytes() const { return shape.count() * type.size; }
};

/// Throws Error(input) where there is no such dataset, or one of more than 2 dimensions or an unknown type.
[[nodiscard]] StoredArray open_array(hid_t parent, const std::string& name);

/// Throws Error(input) where an array of which no chunk is left out claims more values than its bytes in the
/// file can hold: to be asked before memory is taken.
void require_plausible(const StoredArray& array);

/// Reads all values as elements of type `wanted` into `out`, which has exactly that size. Throws Error(input)
/// where a checksum does not match.
void read_array(const StoredArray& array, ElementType wanted, std::span<std::byte> out);

/// A vector of numbers.
template <class T>
[[nodiscard]] std::vector<T> get_vector(hid_t parent, const std::string& name) {
    const StoredArray array = open_array(parent, name);
    require_plausible(array);
    std::vector<T> values(array.shape.count());
    read_array(array, element_type<T>(), std::as_writable_bytes(std::span(values)));
    return values;
}

/// The HDF5 type of an element.
[[nodiscard]] Datatype make_type(ElementType type);

}  // namespace waferglow::hdf5
