// SPDX-License-Identifier: GPL-3.0-or-later
// Entry of libFuzzer; FUZZ_TARGET names the reader.
#include "tests/fuzz/fuzz_targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    waferglow::fuzz::FUZZ_TARGET(data, size);
    return 0;
}
