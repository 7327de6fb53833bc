// SPDX-License-Identifier: GPL-3.0-or-later
// The chunk codec against HDF5's own filters, which are the truth here.
#include "libinspect/store/internal/chunk_codec.h"

#include "libinspect/store/internal/fletcher32.h"
#include "libinspect/store/internal/hdf5_handle.h"

#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace waferglow;

namespace {

std::vector<std::byte> noise(std::size_t bytes, unsigned seed, int values = 256) {
    std::mt19937 engine(seed);
    std::uniform_int_distribution<int> value(0, values - 1);
    std::vector<std::byte> made(bytes);
    for (std::byte& b : made) b = static_cast<std::byte>(value(engine));
    return made;
}

/// A dataset of one chunk with our pipeline, in an HDF5 file that lives in memory only.
struct OneChunk {
    OneChunk(std::size_t count, std::size_t element_size) {
        const hdf5::PropertyList access(H5Pcreate(H5P_FILE_ACCESS));
        H5Pset_fapl_core(access.get(), 1U << 20U, 0);
        file = hdf5::File(H5Fcreate("one_chunk.h5", H5F_ACC_TRUNC, H5P_DEFAULT, access.get()));
        type = hdf5::Datatype(H5Tcreate(H5T_OPAQUE, element_size));
        const hsize_t dims = count;
        const hdf5::Dataspace space(H5Screate_simple(1, &dims, nullptr));
        const hdf5::PropertyList creation(H5Pcreate(H5P_DATASET_CREATE));
        H5Pset_chunk(creation.get(), 1, &dims);
        H5Pset_shuffle(creation.get());
        H5Pset_deflate(creation.get(), 6);
        H5Pset_fletcher32(creation.get());
        dataset = hdf5::Dataset(
            H5Dcreate2(file.get(), "d", type.get(), space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT));
    }
    hdf5::QuietErrors quiet;
    hdf5::File file;
    hdf5::Datatype type;
    hdf5::Dataset dataset;
};

struct Case {
    std::size_t element_size;
    std::size_t count;
};

}  // namespace

TEST_CASE("HDF5's filters read what the encoder wrote") {
    const auto [element_size, count] = GENERATE(Case{1, 1}, Case{1, 1000}, Case{2, 333}, Case{4, 1},
                                                Case{4, 65536}, Case{4, 70001}, Case{8, 511}, Case{13, 100});
    const auto content = GENERATE(ChunkContent::noisy, ChunkContent::plain);
    const int level = GENERATE(0, 1, 6);
    const int values = GENERATE(1, 3, 256);
    const std::vector<std::byte> raw = noise(element_size * count, 7, values);

    OneChunk chunk(count, element_size);
    ChunkEncoder encoder(level);
    std::vector<std::byte> stored;
    stored.resize(encoder.encode(raw, element_size, content, stored));
    REQUIRE(stored.size() <= max_encoded_bytes(raw.size()));
    const hsize_t offset = 0;
    REQUIRE(H5Dwrite_chunk(chunk.dataset.get(), H5P_DEFAULT, 0, &offset, stored.size(), stored.data()) >= 0);
    std::vector<std::byte> read(raw.size());
    REQUIRE(H5Dread(chunk.dataset.get(), chunk.type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()) >= 0);
    CHECK(read == raw);
}

TEST_CASE("the decoder reads what HDF5's filters wrote") {
    const auto [element_size, count] =
        GENERATE(Case{1, 77}, Case{2, 333}, Case{4, 5000}, Case{8, 511}, Case{13, 100});
    const int values = GENERATE(1, 5, 256);
    const std::vector<std::byte> raw = noise(element_size * count, 11, values);
    const OneChunk chunk(count, element_size);
    REQUIRE(H5Dwrite(chunk.dataset.get(), chunk.type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, raw.data()) >= 0);
    H5Fflush(chunk.file.get(), H5F_SCOPE_LOCAL);
    const hsize_t offset = 0;
    hsize_t size = 0;
    REQUIRE(H5Dget_chunk_storage_size(chunk.dataset.get(), &offset, &size) >= 0);
    std::vector<std::byte> stored(size);
    std::uint32_t skipped = 1;
    REQUIRE(H5Dread_chunk(chunk.dataset.get(), H5P_DEFAULT, &offset, &skipped, stored.data()) >= 0);
    REQUIRE(skipped == 0);

    ChunkDecoder decoder;
    std::vector<std::byte> read(raw.size());
    CHECK(std::string(decoder.decode(stored, element_size, read)).empty());
    CHECK(read == raw);
}

TEST_CASE("a changed byte anywhere in a chunk is noticed") {
    const std::vector<std::byte> raw = noise(2000, 3, 20);
    ChunkEncoder encoder(1);
    std::vector<std::byte> stored;
    stored.resize(encoder.encode(raw, 4, ChunkContent::plain, stored));
    ChunkDecoder decoder;
    std::vector<std::byte> read(raw.size());
    for (std::byte& b : stored) {
        b ^= std::byte{0x10};
        REQUIRE_FALSE(std::string(decoder.decode(stored, 4, read)).empty());
        b ^= std::byte{0x10};
    }
    REQUIRE(std::string(decoder.decode(stored, 4, read)).empty());
}

TEST_CASE("a chunk that is cut short is noticed") {
    const std::vector<std::byte> raw = noise(500, 3, 20);
    ChunkEncoder encoder(1);
    std::vector<std::byte> stored;
    stored.resize(encoder.encode(raw, 4, ChunkContent::plain, stored));
    ChunkDecoder decoder;
    std::vector<std::byte> read(raw.size());
    for (std::size_t length = 0; length < stored.size(); ++length) {
        REQUIRE_FALSE(std::string(decoder.decode(std::span(stored).first(length), 4, read)).empty());
    }
}

TEST_CASE("noise in the low bytes of floats is stored, and costs nothing in size") {
    std::mt19937 engine(1);
    std::normal_distribution<float> value(1.0F, 0.03F);
    std::vector<float> layer(65536);
    for (float& v : layer) v = value(engine);
    const auto raw = std::as_bytes(std::span(layer));
    ChunkEncoder encoder(1);
    std::vector<std::byte> noisy;
    std::vector<std::byte> plain;
    const std::size_t noisy_bytes = encoder.encode(raw, 4, ChunkContent::noisy, noisy);
    const std::size_t plain_bytes = encoder.encode(raw, 4, ChunkContent::plain, plain);
    CHECK(noisy_bytes < plain_bytes + plain_bytes / 200);
    CHECK(noisy_bytes < raw.size() * 7 / 10);
}

// The sums of the definition, word by word.
TEST_CASE("fletcher32 is the sum of its definition") {
    for (const std::size_t bytes : {0U, 1U, 2U, 3U, 31U, 32U, 33U, 719U, 8191U, 8192U, 8193U, 100001U}) {
        for (const int values : {1, 2, 256}) {
            std::vector<std::byte> data = noise(bytes, static_cast<unsigned>(bytes), values);
            if (values == 2) {
                for (std::byte& b : data) b = std::byte{0xff};
            }
            std::uint32_t first = 0;
            std::uint32_t second = 0;
            for (std::size_t i = 0; i < bytes; i += 2) {
                const auto high = std::to_integer<std::uint32_t>(data[i]);
                const auto low = i + 1 < bytes ? std::to_integer<std::uint32_t>(data[i + 1]) : 0U;
                first += high << 8U | low;
                first = (first & 0xffffU) + (first >> 16U);
                second += first;
                second = (second & 0xffffU) + (second >> 16U);
            }
            CAPTURE(bytes, values);
            REQUIRE(fletcher32(data) == (second << 16U | first));
        }
    }
}
