// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report/pdf.h"

#include "app/picture/headless_gui.h"
#include "app/report/page_flow.h"
#include "app/report/pdf_blocks.h"
#include "app/report/pdf_identity.h"

#include <QBuffer>
#include <QHashFunctions>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <variant>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Wafer and digest above, program and page below, on every page. `pages` 0: not yet known.
void set_furniture(PageFlow& flow, const Document& document, int page, int pages) {
    const TextStyle quiet{.size_pt = 7.5, .rgb = ink::kQuiet};
    const TextStyle right{.size_pt = 7.5, .rgb = ink::kQuiet, .align = Anchor::end};
    const double half = 0.5 * kColumnPt;
    const double x = flow.left();
    // One line whatever the wafer is called.
    const std::string id =
        document.wafer_id.size() > 60 ? document.wafer_id.substr(0, 60) + "\u2026" : document.wafer_id;
    flow.text(x, 28.0, half, "Wafer " + id, quiet);
    flow.text(x + half, 28.0, half, "SHA-256 " + document.digest.substr(0, 16) + "\u2026", right);
    flow.line(x, 42.0, x + kColumnPt, 42.0, 0.5, ink::kLine);
    const double foot = flow.page_height() - 36.0;
    flow.text(x, foot, half, fmt::format("{} \u00B7 {}", document.program, document.title), quiet);
    flow.text(x + half, foot, half, fmt::format("page {} of {}", page, pages), right);
}

/// Qt writes the fonts in the order of a hash table whose seed is random; while this lives it is not.
class OrderedHashes {
  public:
    OrderedHashes() { QHashSeed::setDeterministicGlobalSeed(); }
    ~OrderedHashes() { QHashSeed::resetRandomGlobalSeed(); }
    OrderedHashes(const OrderedHashes&) = delete;
    OrderedHashes& operator=(const OrderedHashes&) = delete;
};

void set_document(PageFlow& flow, const Document& document) {
    flow.skip(flow.text(flow.left(), flow.y(), kColumnPt, document.title, {.size_pt = 18.0, .bold = true}) +
              3.0);
    flow.skip(flow.text(flow.left(), flow.y(), kColumnPt, document.subtitle, {.rgb = ink::kQuiet}) + 14.0);
    for (const Section& section : document.sections) {
        if (section.new_page && !flow.at_top()) flow.new_page();
        // A heading never stands apart from the lines to sign.
        if (!section.blocks.empty() && std::holds_alternative<SignatureBlock>(section.blocks.front()))
            flow.need(180.0);
        if (!section.title.empty()) set_heading(flow, section.title);
        for (const Block& block : section.blocks) set_block(flow, block);
    }
}

int set_pages(QPdfWriter& writer, QPainter& painter, const Document& document, PaperSize paper, bool dry,
              int pages) {
    PageFlow flow(writer, painter, paper, dry,
                  [&document, pages](PageFlow& on, int page) { set_furniture(on, document, page, pages); });
    set_document(flow, document);
    return flow.pages();
}

}  // namespace

std::string render_pdf(const Document& document, PaperSize paper) {
    ensure_gui();
    const OrderedHashes ordered;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(static_cast<int>(72.0 * kUnitsPerPt));
        writer.setPageSize(QPageSize(paper == PaperSize::a4 ? QPageSize::A4 : QPageSize::Letter));
        writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0));
        writer.setTitle(report_text(fmt::format("{}: {}", document.title, document.wafer_id)));
        writer.setCreator(report_text(document.program));
        QPainter painter(&writer);
        painter.setRenderHint(QPainter::LosslessImageRendering);
        const int pages = set_pages(writer, painter, document, paper, true, 0);
        set_pages(writer, painter, document, paper, false, pages);
    }
    std::string pdf(buffer.data().constData(), static_cast<std::size_t>(buffer.data().size()));
    fix_pdf_identity(pdf, document.date, document.digest);
    return pdf;
}

}  // namespace waferglow
