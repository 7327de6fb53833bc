// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/report/sample_report.h"

namespace waferglow::test {
namespace {

constexpr std::int32_t kSide = 40;

struct TextCollector {
    std::string text;
    void add(const std::string& piece) { text += piece + '\n'; }
    void operator()(const Paragraph& p) { add(p.text); }
    void operator()(const Table& t) {
        add(t.title);
        for (const TableColumn& column : t.columns) add(column.title);
        for (const auto& row : t.rows) {
            for (const Cell& cell : row) add(cell.text);
        }
        add(t.note);
    }
    void operator()(const FactList& list) {
        add(list.title);
        for (const Fact& fact : list.facts) add(fact.name + '\n' + fact.value);
    }
    void operator()(const Figure& figure) {
        add(figure.title);
        for (const Shape& shape : figure.shapes) {
            if (const auto* words = std::get_if<TextShape>(&shape)) add(words->text);
        }
        add(figure.caption);
    }
    void operator()(const FigureRow& row) {
        for (const Figure& figure : row.figures) (*this)(figure);
    }
    void operator()(const FigureBeside& pair) {
        (*this)(pair.figure);
        (*this)(pair.table);
    }
    void operator()(const ScoreRow& row) {
        for (const Score& score : row.scores) add(score.label + '\n' + score.value + '\n' + score.detail);
    }
    void operator()(const SignatureBlock& block) {
        for (const std::string& role : block.roles) add(role);
    }
};

}  // namespace

WaferFile report_wafer() {
    Wafer wafer = standard_wafer(2);
    wafer.id = "W-07";
    wafer.edge_exclusion_mm = 1.0;
    const DieGrid grid{kSide, kSide, -19500.0 / 2, 19500.0 / 2, 500.0, 500.0, 400.0, 400.0};
    WaferFile file;
    file.map = DieMap(wafer, grid);
    file.channels = {{"pl_high", ChannelKind::pl, 30.0, 5.0}, {"pl_low", ChannelKind::pl, 1.0, 50.0}};
    file.camera = {2.5, 640, 480, 4095};
    file.status = FileStatus::complete;
    file.bin_table = {{1, "good", {143, 203, 155}, true, "as bright as its neighbours"},
                      {2, "dead", {26, 26, 26}, false, "dark"},
                      {4, "leaky", {213, 94, 0}, false, "a shunt"}};
    file.calibration = {{"dark", "dark.tif", std::string(64, 'a'), "DN", {}}};
    file.registration = StoredRegistration{{8.5e-4, 0.999774, 51.88, 38.85}, 0.4, 1.25, 18};
    file.recipe_toml = "name = \"default\"\n";
    file.log = {{"2026-11-24T03:31:23Z", "operator", "inspect", "recording"}};
    file.program_version = "0.1.0";
    file.map.add("pl_high_rel", "", "pl_high light relative to healthy neighbours");
    file.map.add("pl_low_rel", "", "pl_low light relative to healthy neighbours");
    file.map.add("pl_low_hot_px", "px", "defective pixels");
    DieTable el;
    std::vector<float> intensity;
    std::vector<float> pass;
    for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
        // The last hundred dies of the order are bad or in dispute.
        const bool bad_by_el = cell >= 1525;
        const bool rejected = cell >= 1500 && cell < 1585;
        const auto ripple = static_cast<float>(cell % 7) * 0.01F;
        file.map.find("pl_high_rel")->values[cell] = (rejected ? 0.5F : 1.0F) + ripple;
        file.map.find("pl_low_rel")->values[cell] = (rejected ? 0.1F : 1.0F) + ripple;
        file.map.find("pl_low_hot_px")->values[cell] = 0.0F;
        file.bins.push_back(rejected ? 4 : 1);
        el.row.push_back(static_cast<std::int32_t>(cell) / kSide);
        el.col.push_back(static_cast<std::int32_t>(cell) % kSide);
        pass.push_back(bad_by_el ? 0.0F : 1.0F);
        intensity.push_back((bad_by_el ? 0.2F : 1.0F) + ripple);
    }
    file.bin_table[0].dies = 1515;
    file.bin_table[2].dies = 85;
    el.columns = {{"el_intensity", "", "EL intensity", intensity}, {"pass", "", "EL verdict, 1 good", pass}};
    file.el = std::move(el);
    return file;
}

Document report_of(const WaferFile& file) {
    return build_report({&file, "w.h5", std::string(64, 'd')});
}

std::string all_text(const Document& document) {
    TextCollector collector;
    collector.add(document.title);
    collector.add(document.subtitle);
    for (const Section& section : document.sections) {
        collector.add(section.title);
        for (const Block& block : section.blocks) std::visit(collector, block);
    }
    return collector.text;
}

}  // namespace waferglow::test
