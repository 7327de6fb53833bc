// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/formats/input_file.h"
#include "libinspect/formats/internal/stdf.h"
#include "libinspect/formats/internal/stdf_records.h"
#include "libinspect/formats/internal/text_scan.h"

#include <array>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::uint32_t kMissingCount = 4294967295U;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kMostTests = 10'000;

/// Drops all but the last result of each die.
void keep_last(StdfWafer& wafer, std::size_t wanted) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> dies;  // place, position in the file
    for (std::size_t i = 0; i < wafer.parts.size(); ++i) {
        const StdfPart& part = wafer.parts[i];
        if (part.x == kNoStdfCoordinate || part.y == kNoStdfCoordinate) continue;
        const auto place = static_cast<std::uint32_t>(static_cast<std::uint16_t>(part.x)) << 16U |
                           static_cast<std::uint16_t>(part.y);
        dies.emplace_back(place, static_cast<std::uint32_t>(i));
    }
    wafer.unplaced = static_cast<std::int64_t>(wafer.parts.size() - dies.size());
    std::ranges::sort(dies);
    std::vector<bool> replaced(wafer.parts.size(), false);
    for (std::size_t i = 1; i < dies.size(); ++i) {
        if (dies[i].first != dies[i - 1].first) continue;
        replaced[dies[i - 1].second] = true;
        ++wafer.retested;
    }
    if (wafer.retested == 0) return;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < wafer.parts.size(); ++i) {
        if (replaced[i]) continue;
        wafer.parts[kept] = wafer.parts[i];
        for (std::size_t k = 0; k < wanted; ++k)
            wafer.values[kept * wanted + k] = wafer.values[i * wanted + k];
        ++kept;
    }
    wafer.parts.resize(kept);
    wafer.values.resize(kept * wanted);
}

class Reader {
  public:
    Reader(const std::filesystem::path& path, std::span<const std::string> wanted)
        : records_(path), names_(wanted.begin(), wanted.end()) {
        stdf_.big_endian = records_.big_endian();
        stdf_.wanted.resize(names_.size());
        for (std::size_t i = 0; i < names_.size(); ++i) stdf_.wanted[i].name = names_[i];
        wafer_of_head_.fill(kNone);
        open_.fill(kNone);
    }

    Stdf read() {
        bool complete = false;
        while (records_.next()) {
            StdfFields fields = records_.fields();
            switch (records_.code()) {
                case stdf_code(1, 10):
                    lot(fields);
                    break;
                case stdf_code(1, 20):
                    complete = true;
                    break;
                case stdf_code(1, 40):
                    hard_bin(fields);
                    break;
                case stdf_code(2, 10):
                    wafer_begins(fields);
                    break;
                case stdf_code(2, 20):
                    wafer_ends(fields);
                    break;
                case stdf_code(2, 30):
                    orientation(fields);
                    break;
                case stdf_code(5, 10):
                    part_begins(fields);
                    break;
                case stdf_code(5, 20):
                    part_ends(fields);
                    break;
                case stdf_code(15, 10):
                    result(fields);
                    break;
                default:
                    break;
            }
        }
        if (!complete) warn("there is no MRR record: the tester did not finish the file");
        finish();
        return std::move(stdf_);
    }

  private:
    static constexpr std::int32_t kNone = -1;

    void warn(std::string text) { add_warning(stdf_.warnings, std::move(text)); }

    void lot(StdfFields fields) {
        fields.skip(15);  // SETUP_T START_T STAT_NUM MODE_COD RTST_COD PROT_COD BURN_TIM CMOD_COD
        stdf_.lot_id = fields.text();
        stdf_.part_type = fields.text();
        fields.text();  // NODE_NAM
        fields.text();  // TSTR_TYP
        stdf_.program = fields.text();
    }

    void hard_bin(StdfFields fields) {
        fields.skip(2);  // HEAD_NUM SITE_NUM
        const auto bin = fields.take<std::uint16_t>();
        fields.skip(4);  // HBIN_CNT
        const char verdict = fields.take<char>(' ');
        if (verdict == 'P' || verdict == 'F') bin_passes_[bin] = verdict == 'P';
    }

    void orientation(StdfFields fields) {
        fields.skip(13);  // WAFR_SIZ DIE_HT DIE_WID WF_UNITS
        stdf_.flat = fields.take<char>(' ');
        fields.skip(4);  // CENTER_X CENTER_Y
        stdf_.x_positive = fields.take<char>(' ');
        stdf_.y_positive = fields.take<char>(' ');
    }

    std::size_t wafer_named(std::string_view id) {
        for (std::size_t i = 0; i < stdf_.wafers.size(); ++i) {
            if (stdf_.wafers[i].id == id) return i;
        }
        constexpr std::size_t kMostWafers = 1000;
        if (stdf_.wafers.size() >= kMostWafers)
            throw Error(ErrorKind::input, "the STDF file names more than 1,000 wafers");
        stdf_.wafers.emplace_back().id = id;
        return stdf_.wafers.size() - 1;
    }

    void wafer_begins(StdfFields fields) {
        const auto head = fields.take<std::uint8_t>();
        fields.skip(5);  // SITE_GRP START_T
        const std::size_t before = stdf_.wafers.size();
        const std::size_t wafer = wafer_named(fields.text());
        if (wafer < before)
            warn(fmt::format("wafer {} is begun more than once; its parts are joined",
                             in_quotes(stdf_.wafers[wafer].id)));
        wafer_of_head_[head] = static_cast<std::int32_t>(wafer);
    }

    void wafer_ends(StdfFields fields) {
        const auto head = fields.take<std::uint8_t>();
        fields.skip(5);  // SITE_GRP FINISH_T
        const auto stated = fields.take<std::uint32_t>(kMissingCount);
        fields.skip(16);  // RTST_CNT ABRT_CNT GOOD_CNT FUNC_CNT
        const std::string id = fields.text();
        const std::int32_t open = wafer_of_head_[head];
        wafer_of_head_[head] = kNone;
        if (open == kNone) return;
        StdfWafer& wafer = stdf_.wafers[static_cast<std::size_t>(open)];
        if (wafer.id.empty()) wafer.id = id;
        if (!id.empty() && wafer.id != id)
            warn(fmt::format("wafer {} is called {} at its end", in_quotes(wafer.id), in_quotes(id)));
        if (stated == kMissingCount || stated == 0) return;
        stated_[static_cast<std::size_t>(open)] += stated;
    }

    [[nodiscard]] static std::size_t site_of(std::uint8_t head, std::uint8_t site) {
        return static_cast<std::size_t>(head) << 8U | site;
    }

    void part_begins(StdfFields fields) {
        const auto head = fields.take<std::uint8_t>();
        const auto site = fields.take<std::uint8_t>();
        std::fill_n(values_at(site_of(head, site)), names_.size(), kNan);
    }

    /// The results of the part that is being tested at a site.
    float* values_at(std::size_t site) {
        if (open_[site] == kNone) {
            open_[site] = static_cast<std::int32_t>(open_values_.size());
            open_values_.resize(open_values_.size() + std::max<std::size_t>(names_.size(), 1), kNan);
        }
        return open_values_.data() + open_[site];
    }

    void part_ends(StdfFields fields) {
        const auto head = fields.take<std::uint8_t>();
        const auto site = fields.take<std::uint8_t>();
        const auto flags = fields.take<std::uint8_t>();
        fields.skip(2);  // NUM_TEST
        StdfPart part;
        part.hard_bin = fields.take<std::uint16_t>(kNoStdfBin);
        part.soft_bin = fields.take<std::uint16_t>(kNoStdfBin);
        part.x = fields.take<std::int16_t>(kNoStdfCoordinate);
        part.y = fields.take<std::int16_t>(kNoStdfCoordinate);
        constexpr unsigned kAborted = 0x04;
        constexpr unsigned kFailed = 0x08;
        constexpr unsigned kNoVerdictGiven = 0x10;
        if ((flags & kAborted) != 0) ++stdf_.aborted;  // it passed at most what was tested till then
        if ((flags & kNoVerdictGiven) == 0) {
            if ((flags & kFailed) != 0) part.pass = 0;
            if ((flags & (kFailed | kAborted)) == 0) part.pass = 1;
        }
        if (wafer_of_head_[head] == kNone) {
            wafer_of_head_[head] = static_cast<std::int32_t>(wafer_named(""));
            warn("there are parts outside of any wafer");
        }
        StdfWafer& wafer = stdf_.wafers[static_cast<std::size_t>(wafer_of_head_[head])];
        if (wafer.parts.size() >= std::numeric_limits<std::uint32_t>::max())
            throw Error(ErrorKind::input, "the STDF file has more than 2^32 parts");
        wafer.parts.push_back(part);
        float* const values = values_at(site_of(head, site));
        wafer.values.insert(wafer.values.end(), values, values + names_.size());
        std::fill_n(values, names_.size(), kNan);
    }

    void result(StdfFields fields) {
        const auto number = fields.take<std::uint32_t>();
        const auto head = fields.take<std::uint8_t>();
        const auto site = fields.take<std::uint8_t>();
        const auto flags = fields.take<std::uint8_t>();
        fields.skip(1);  // PARM_FLG
        const auto value = fields.take<float>(kNan);
        const std::int32_t wanted = wanted_position(number, fields);
        // Bits of TEST_FLG: 1 the result is not valid, 4 not executed, 5 aborted.
        constexpr unsigned kNoResult = 0x02 | 0x10 | 0x20;
        if (wanted == kNone || (flags & kNoResult) != 0 || !std::isfinite(value)) return;
        values_at(site_of(head, site))[wanted] = value;
    }

    /// Which of the wanted tests that number is. Only the first PTR of a test need have its name and unit.
    std::int32_t wanted_position(std::uint32_t number, StdfFields fields) {
        const auto known = known_tests_.find(number);
        if (known != known_tests_.end()) return known->second;
        StdfTest test{.number = number, .name = fields.text(), .unit = {}};
        fields.text();    // ALARM_ID
        fields.skip(12);  // OPT_FLAG RES_SCAL LLM_SCAL HLM_SCAL LO_LIMIT HI_LIMIT
        test.unit = fields.text();
        std::int32_t position = kNone;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (without_blanks(test.name) != names_[i] && std::to_string(number) != names_[i]) continue;
            if (stdf_.wanted[i].number != 0) {
                warn(fmt::format("tests {} and {} are both called {}; the first counts, or ask by number",
                                 stdf_.wanted[i].number, number, in_quotes(names_[i])));
            } else {
                position = static_cast<std::int32_t>(i);
                stdf_.wanted[i] = test;
            }
        }
        constexpr std::size_t kMostKnown = 1'000'000;
        if (known_tests_.size() >= kMostKnown)
            throw Error(ErrorKind::input, "the STDF file has more than a million tests");
        known_tests_.emplace(number, position);
        if (stdf_.tests.size() < kMostTests) stdf_.tests.push_back(std::move(test));
        return position;
    }

    void finish() {
        for (const auto& [wafer, stated] : stated_) {
            const auto found = static_cast<std::int64_t>(stdf_.wafers[wafer].parts.size());
            if (found != stated)
                warn(fmt::format("wafer {}: WRR states {} parts and there are {}",
                                 in_quotes(stdf_.wafers[wafer].id), stated, found));
        }
        for (StdfWafer& wafer : stdf_.wafers) {
            verdicts(wafer);
            keep_last(wafer, names_.size());
            const std::string name = in_quotes(wafer.id);
            if (wafer.retested > 0)
                warn(
                    fmt::format("wafer {}: {} results belong to dies that were tested again; the last result "
                                "of each die counts",
                                name, wafer.retested));
            if (wafer.unplaced > 0)
                warn(fmt::format("wafer {}: {} parts have no coordinates", name, wafer.unplaced));
        }
    }

    /// Parts without a verdict of their own take that of their hard bin.
    void verdicts(StdfWafer& wafer) {
        std::int64_t against = 0;
        for (StdfPart& part : wafer.parts) {
            const auto bin = bin_passes_.find(part.hard_bin);
            if (bin == bin_passes_.end()) continue;
            if (part.pass == 255) part.pass = bin->second ? 1 : 0;
            if ((part.pass == 1) != bin->second) ++against;
        }
        if (against > 0)
            warn(
                fmt::format("wafer {}: {} parts passed or failed otherwise than HBR says of their bin; the "
                            "part's flag counts",
                            in_quotes(wafer.id), against));
    }

    StdfRecords records_;
    Stdf stdf_;
    std::vector<std::string> names_;
    std::array<std::int32_t, 256> wafer_of_head_{};
    std::array<std::int32_t, 65536> open_{};  // by head and site: where its values begin in open_values_
    std::vector<float> open_values_;
    std::unordered_map<std::uint32_t, std::int32_t> known_tests_;  // number: which of the wanted, or kNone
    std::map<std::uint16_t, bool> bin_passes_;
    std::map<std::size_t, std::int64_t> stated_;
};

}  // namespace

Stdf read_stdf(const std::filesystem::path& path, std::span<const std::string> wanted) {
    return Reader(path, wanted).read();
}

}  // namespace waferglow
