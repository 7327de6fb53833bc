// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow-cli verify: every byte of a wafer file against its checksums.
#include "app/cli/verb.h"
#include "libinspect/store/verify.h"

#include <memory>

#include <fmt/format.h>

namespace waferglow::cli {

Verb add_verify(CLI::App& app) {
    auto path = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("verify", "check a wafer file against its checksums and itself");
    command->add_option("W.h5", *path, "wafer file")->required();
    return {command, [path](const VerbContext& context) {
                const std::vector<VerifyFinding> findings = verify_wafer_file(*path, context.common.threads);
                VerbResult result;
                result.json = {{"file", *path}, {"findings", nlohmann::ordered_json::array()}};
                bool damaged = false;
                for (const VerifyFinding& finding : findings) {
                    const bool damage = finding.severity == VerifyFinding::Severity::damage;
                    damaged = damaged || damage;
                    const char* severity = damage ? "damage" : "warning";
                    result.json["findings"].push_back(
                        {{"severity", severity}, {"where", finding.where}, {"what", finding.what}});
                    result.text += fmt::format("{}: {}: {}\n", severity, finding.where, finding.what);
                }
                result.json["sound"] = !damaged;
                result.text += fmt::format("{}: {}\n", *path,
                                           damaged ? "DAMAGED; restore it from a copy, or inspect again"
                                                   : "sound, every checksum holds");
                result.exit_code = damaged ? kInvalidInput : kDone;
                return result;
            }};
}

}  // namespace waferglow::cli
