// SPDX-License-Identifier: GPL-3.0-or-later
// The readers of files from elsewhere, each as one function that must bear any bytes: a fuzzer runs them on
// bytes that it invents, a test on those that once mattered.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace waferglow::fuzz {

/// Reads the bytes as a file. An Error of kind input is what broken bytes deserve and is swallowed; anything
/// else comes through.
using Target = void (*)(const std::uint8_t* data, std::size_t size);

void read_klarf_bytes(const std::uint8_t* data, std::size_t size);
void read_e142_bytes(const std::uint8_t* data, std::size_t size);
void read_sinf_bytes(const std::uint8_t* data, std::size_t size);
void read_stdf_bytes(const std::uint8_t* data, std::size_t size);
void read_csv_bytes(const std::uint8_t* data, std::size_t size);
void read_mapping_bytes(const std::uint8_t* data, std::size_t size);
/// spectra.csv and tiles.csv, recording.toml, recipes.
void read_recording_bytes(const std::uint8_t* data, std::size_t size);
/// What the bytes unpack to, as every kind of file that may be packed; fuzzers change what is packed and what
/// the packing says alike.
void read_gzip_bytes(const std::uint8_t* data, std::size_t size);

/// layout.csv and maps as layouts.
void read_layout_bytes(const std::uint8_t* data, std::size_t size);
/// TIFF and PNG.
void read_image_bytes(const std::uint8_t* data, std::size_t size);

struct NamedTarget {
    const char* name;  ///< of its folder in tests/fuzz/corpus
    Target run;
};
inline constexpr std::array<NamedTarget, 10> kTargets{{{"klarf", read_klarf_bytes},
                                                       {"e142", read_e142_bytes},
                                                       {"sinf", read_sinf_bytes},
                                                       {"stdf", read_stdf_bytes},
                                                       {"csv", read_csv_bytes},
                                                       {"mapping", read_mapping_bytes},
                                                       {"recording", read_recording_bytes},
                                                       {"gzip", read_gzip_bytes},
                                                       {"layout", read_layout_bytes},
                                                       {"image", read_image_bytes}}};

}  // namespace waferglow::fuzz
