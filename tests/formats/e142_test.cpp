// SPDX-License-Identifier: GPL-3.0-or-later
// SEMI E142 maps: what we write reads back the same, and files as other makers write them are read with
// warnings.
#include "libinspect/formats/e142.h"

#include "libinspect/base/internal/utf8.h"
#include "tests/formats/fab_maps.h"

#include <pugixml.hpp>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

std::string substrate_map(const std::string& id, const std::string& attributes, const std::string& bins) {
    return "<SubstrateMap SubstrateType=\"Wafer\" SubstrateId=\"" + id + "\" LayoutSpecifier=\"W/D\" " +
           attributes + "><Overlay MapName=\"SortGrade\" MapVersion=\"1\">" + bins +
           "</Overlay></SubstrateMap>";
}

std::string map_data(const std::string& maps, const std::string& layout = "") {
    return "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><MapData "
           "xmlns=\"urn:semi-org:xsd.E142-1.V0211.SubstrateMap\">"
           "<Layouts><Layout LayoutId=\"D\" DefaultUnits=\"mm\">" +
           layout +
           "</Layout></Layouts>"
           "<SubstrateMaps>" +
           maps + "</SubstrateMaps></MapData>";
}

std::string ascii_map(const std::string& attributes, const std::string& rows) {
    return substrate_map(
        "W1", attributes,
        "<BinCodeMap BinType=\"Ascii\" NullBin=\".\"><BinDefinitions>"
        "<BinDefinition BinCode=\"P\" BinQuality=\"Pass\"/><BinDefinition BinCode=\"X\" BinQuality=\"Fail\"/>"
        "</BinDefinitions>" +
            rows + "</BinCodeMap>");
}

std::vector<BinMap> read(const std::string& text) {
    const TempFolder folder;
    return read_e142(folder.write("map", text));
}

std::string refusal(const std::string& text) {
    return input_error([&] { (void)read(text); });
}

constexpr const char* kUpper = "OriginLocation=\"UpperLeft\" AxisDirection=\"DownRight\"";

}  // namespace

TEST_CASE("an E142 map that is written reads back with the same dies and bins", "[e142]") {
    const TempFolder folder;
    BinMap map = bin_map_of(tiny_wafer(), {kTinyCodes, kTinyLabels});
    map.lot_id = "L & M";
    map.device_id = "D1";
    map.time = "2026-11-24T03:00:00Z";
    write_e142(folder / "m", map);
    const std::vector<BinMap> all = read_e142(folder / "m");
    REQUIRE(all.size() == 1);
    const BinMap& back = all.front();
    CHECK(back.warnings.empty());
    CHECK(row_codes(back, 0) == ".. 01 02 ..");
    CHECK(row_codes(back, 1) == "01 05 FE 01");
    CHECK(row_codes(back, 2) == ".. 0A 01 ..");
    for (const BinLabel& label : kTinyLabels) {
        const MapBin& bin = bin_of(back, label.code == 10 ? "0A" : "0" + std::to_string(label.code));
        CHECK(bin.name == label.name);
        CHECK(bin.pass == (label.pass ? 1 : 0));
    }
    CHECK(bin_of(back, "FE").pass == kNoVerdict);
    CHECK(bin_of(back, "01").stated_dies == 4);
    CHECK(back.wafer_id == map.wafer_id);
    CHECK(back.lot_id == "L & M");
    CHECK(back.device_id == "D1");
    CHECK(back.pitch_y_um == 250.5);
    CHECK(back.die_width_um == 150.0);
    CHECK(back.flat_deg == 180);
}

TEST_CASE("what is written has the structure and order of the schema", "[e142]") {
    const TempFolder folder;
    write_e142(folder / "m", bin_map_of(tiny_wafer(), {kTinyCodes, kTinyLabels}));
    pugi::xml_document xml;
    REQUIRE(xml.load_file((folder / "m").c_str()));
    const pugi::xml_node root = xml.child("MapData");
    CHECK(std::string(root.attribute("xmlns").value()) == "urn:semi-org:xsd.E142-1.V1005.SubstrateMap");
    std::string order;
    for (const pugi::xml_node each : root) order += std::string(each.name()) + " ";
    CHECK(order == "Layouts Substrates SubstrateMaps ");
    const pugi::xml_node map = root.child("SubstrateMaps").child("SubstrateMap");
    CHECK(std::string(map.attribute("SubstrateId").value()) ==
          root.child("Substrates").child("Substrate").attribute("SubstrateId").value());
    CHECK(std::string(map.attribute("LayoutSpecifier").value()) == "WaferLayout/Devices");
    CHECK(std::string(root.child("Substrates").child("Substrate").child_value("GoodDevices")) == "5");
    const pugi::xml_node devices = root.child("Layouts").find_child_by_attribute("LayoutId", "Devices");
    CHECK(devices.child("Dimension").attribute("X").as_int() == 4);
    CHECK(devices.child("Dimension").attribute("Y").as_int() == 3);
}

TEST_CASE("two wafers in one file are two maps", "[e142]") {
    const std::string two =
        ascii_map(kUpper, "<BinCode>PX</BinCode>") +
        substrate_map("W2", kUpper,
                      "<BinCodeMap BinType=\"HexaDecimal\" NullBin=\"FF\"><BinDefinitions>"
                      "<BinDefinition BinCode=\"01\" BinQuality=\"Pass\"/></BinDefinitions>"
                      "<BinCode>01FF</BinCode></BinCodeMap>");
    const std::vector<BinMap> maps = read(map_data(two));
    REQUIRE(maps.size() == 2);
    CHECK(maps[0].wafer_id == "W1");
    CHECK(row_codes(maps[0], 0) == "P X");
    CHECK(maps[1].wafer_id == "W2");
    CHECK(row_codes(maps[1], 0) == "01 ..");
}

TEST_CASE("a bin code defined six times is one bin", "[e142]") {
    std::string bins =
        "<BinCodeMap BinType=\"Ascii\" NullBin=\".\"><BinDefinitions><BinDefinition BinCode=\"X\" "
        "BinDescription=\"BIN0\" BinQuality=\"Fail\"/>";
    for (int i = 0; i < 5; ++i)
        bins += "<BinDefinition BinCode=\"X\" BinCount=\"2\" BinDescription=\"BIN\"/>";
    bins += "</BinDefinitions><BinCode>XX</BinCode></BinCodeMap>";
    const BinMap map = read(map_data(substrate_map("W", kUpper, bins))).front();
    REQUIRE(map.bins.size() == 1);
    CHECK(map.bins[0] == MapBin{"X", "BIN0", 0, 2});
    CHECK(warns(map.warnings, "defined more than once"));
}

TEST_CASE("codes are as wide as their type says", "[e142]") {
    const auto of = [](const std::string& type, const std::string& null, const std::string& row) {
        return row_codes(
            read(map_data(substrate_map("W", kUpper,
                                        "<BinCodeMap BinType=\"" + type + "\" NullBin=\"" + null +
                                            "\"><BinCode>" + row + "</BinCode></BinCodeMap>")))
                .front(),
            0);
    };
    CHECK(of("Integer2", "FFFF", "0002FFFF000C") == "0002 .. 000C");
    CHECK(of("Decimal", "255", "001255014") == "001 .. 014");
    CHECK(of("Decimal", "255", "<![CDATA[001 255 014]]>") == "001 .. 014");
    CHECK(of("HexaDecimal", "FF", "01FF0A") == "01 .. 0A");
}

TEST_CASE("comments and CDATA sections inside of a row of codes don't cut it", "[e142]") {
    for (const char* row :
         {"<BinCode>PX<!-- edited -->.P</BinCode>", "<BinCode><!-- a -->PX.P<!-- b --></BinCode>",
          "<BinCode>P<![CDATA[X.]]>P</BinCode>", "<BinCode><![CDATA[PX]]><![CDATA[.P]]></BinCode>",
          "<BinCode>PX<?made by hand?>.P</BinCode>",
          "<BinCode>\n  PX<!-- a\nlong one -->.<!---->P\n</BinCode>"}) {
        CAPTURE(row);
        CHECK(row_codes(read(map_data(ascii_map(kUpper, row))).front(), 0) == "P X .. P");
    }
    const std::string wide =
        "<BinCodeMap BinType=\"Integer2\" NullBin=\"FFFF\"><BinCode>0001 <!-- x --> FFFF"
        "<![CDATA[ 0003]]></BinCode></BinCodeMap>";
    CHECK(row_codes(read(map_data(substrate_map("W", kUpper, wide))).front(), 0) == "0001 .. 0003");
}

TEST_CASE("comments don't cut the code of a device, a lot or a product either", "[e142]") {
    const std::string bins =
        "<BinCodeMap BinType=\"HexaDecimal\" NullBin=\"FF\">"
        "<BinCode X=\"0\" Y=\"0\">0<!-- -->1</BinCode></BinCodeMap>";
    const BinMap map =
        read(map_data(substrate_map("W", kUpper, bins), "<ProductId>D<!-- 4 -->5<![CDATA[&6]]></ProductId>"))
            .front();
    CHECK(row_codes(map, 0) == "01");
    CHECK(map.device_id == "D5&6");
}

TEST_CASE("whatever an E142 file is written in, its texts are UTF-8", "[e142]") {
    const auto id = [](const std::string& declaration, const std::string& substrate) {
        const std::string text = map_data(
            substrate_map(substrate, kUpper,
                          "<BinCodeMap BinType=\"Ascii\" NullBin=\".\"><BinCode>P</BinCode></BinCodeMap>"));
        return read("<?xml version=\"1.0\"" + declaration + "?>" + text.substr(text.find("?>") + 2))
            .front()
            .wafer_id;
    };
    for (const char* declaration :
         {"", " encoding=\"UTF-8\"", " encoding=\"ISO-8859-1\"", " encoding=\"windows-1252\""}) {
        CAPTURE(declaration);
        CHECK(id(declaration, "\xB5m") == "\xC2\xB5m");
        CHECK(id(declaration, "\xC2\xB5m") == "\xC2\xB5m");
        CHECK(id(declaration, "&#xB5;m") == "\xC2\xB5m");
    }
    CHECK(is_utf8(id("", "a&#xD800;b")));
}

TEST_CASE("a quality that is neither Pass nor Fail is told", "[e142]") {
    const auto warnings = [](const std::string& quality) {
        return read(map_data(substrate_map("W", kUpper,
                                           "<BinCodeMap BinType=\"Ascii\" NullBin=\".\"><BinDefinitions>"
                                           "<BinDefinition BinCode=\"P\" BinQuality=\"" +
                                               quality +
                                               "\"/></BinDefinitions><BinCode>P</BinCode></BinCodeMap>")))
            .front()
            .warnings;
    };
    CHECK(warns(warnings("Good"), "BinQuality 'Good' of bin code 'P' is neither Pass nor Fail"));
    CHECK(warnings("PASS").empty());
    CHECK_FALSE(warns(warnings("Skip"), "neither Pass nor Fail"));
}

TEST_CASE("a coordinate map is laid out by its axes", "[e142]") {
    const std::string bins =
        "<BinCodeMap BinType=\"Ascii\" NullBin=\".\" MapType=\"Coordinate\"><BinCode X=\"5\" "
        "Y=\"-2\">1</BinCode>"
        "<BinCode X=\"7\" Y=\"-1\">32</BinCode><BinCode X=\"7\" Y=\"-1\">99</BinCode></BinCodeMap>";
    const BinMap up = read(map_data(substrate_map("W", "", bins))).front();
    CHECK(row_codes(up, 0) == ".. .. 99");
    CHECK(row_codes(up, 1) == "1 .. ..");
    CHECK(warns(up.warnings, "X 5, Y -1 is row 0, column 0"));
    CHECK(warns(up.warnings, "more than once"));
    const BinMap down_left = read(map_data(substrate_map("W", "AxisDirection=\"DownLeft\"", bins))).front();
    CHECK(row_codes(down_left, 0) == ".. .. 1");
    CHECK(row_codes(down_left, 1) == "99 .. ..");
}

TEST_CASE("a wafer drawn upside down is turned", "[e142]") {
    const BinMap map =
        read(
            map_data(ascii_map("Orientation=\"180\" OriginLocation=\"UpperRight\" AxisDirection=\"DownLeft\"",
                               "<BinCode>PP</BinCode><BinCode>PX</BinCode>")))
            .front();
    CHECK(map.flat_deg == 0);
    CHECK(row_codes(turned_flat_down(map), 0) == "X P");
}

TEST_CASE("an origin at the bottom is no reason to flip, but worth a warning", "[e142]") {
    const BinMap map = read(map_data(ascii_map("", "<BinCode>PX</BinCode><BinCode>PP</BinCode>"))).front();
    CHECK(row_codes(map, 0) == "P X");
    CHECK(warns(map.warnings, "first line of codes is taken as the top one"));
}

TEST_CASE("sizes of the layout are used where they can be meant", "[e142]") {
    const auto with = [](const std::string& layout) {
        return read(map_data(ascii_map(kUpper, "<BinCode>PX</BinCode>"), layout)).front();
    };
    const BinMap good = with(
        "<Dimension X=\"2\" Y=\"1\"/><DeviceSize X=\"0.5\" Y=\"0.5\"/><StepSize X=\"0.63\" Y=\"0.64\"/>");
    CHECK(good.pitch_x_um == Approx(630.0));
    CHECK(good.warnings.empty());
    const BinMap odd =
        with("<Dimension X=\"7\" Y=\"1\"/><DeviceSize X=\"0.5\" Y=\"0.5\"/><StepSize X=\"0.1\" Y=\"0.1\"/>");
    CHECK(odd.pitch_x_um == 0.0);
    CHECK(warns(odd.warnings, "can't be its pitch"));
    CHECK(warns(odd.warnings, "Dimension states 7 x 1"));
}

TEST_CASE("undefined codes have no verdict, counts are checked", "[e142]") {
    const BinMap map = read(map_data(ascii_map(kUpper, "<BinCode>PQ</BinCode>"))).front();
    CHECK(bin_of(map, "Q").pass == kNoVerdict);
    CHECK(warns(map.warnings, "code 'Q' is not defined"));
}

TEST_CASE("hostile and broken E142 files are refused with their line", "[e142]") {
    CHECK_THAT(refusal(""), Contains("not well-formed"));
    CHECK_THAT(refusal(map_data(ascii_map(kUpper, "<BinCode>PX</BinCode>")).substr(0, 300)),
               Contains("not well-formed"));
    CHECK_THAT(refusal("<Map/>"), Contains("root element is 'Map'"));
    CHECK_THAT(refusal("<MapData/>"), Contains("no SubstrateMap"));
    CHECK_THAT(refusal(map_data(ascii_map(kUpper, "<BinCode>PX</BinCode>\n<BinCode>P</BinCode>"))),
               Contains("line 2: 1 codes in this row, 2"));
    CHECK_THAT(refusal(map_data(ascii_map(kUpper, ""))), Contains("there is no BinCode"));
    CHECK_THAT(refusal(map_data(ascii_map(kUpper, "<BinCode/>"))), Contains("rows of this map are empty"));
    CHECK_THAT(refusal(map_data(ascii_map(kUpper, "<BinCode X=\"1\" Y=\"a\">P</BinCode>"))),
               Contains("without whole numbers"));
    CHECK_THAT(
        refusal(map_data(ascii_map(
            kUpper,
            "<BinCode X=\"-2000000000\" Y=\"0\">P</BinCode><BinCode X=\"2000000000\" Y=\"9\">P</BinCode>"))),
        Contains("span far more"));
    std::string deep;
    for (int i = 0; i < 100000; ++i) deep += "<a>";
    CHECK_THAT(refusal(deep), Contains("not well-formed"));
    for (int i = 0; i < 100000; ++i) deep += "</a>";
    CHECK_THAT(refusal(deep), Contains("nests elements deeper"));
}

TEST_CASE("entities are not expanded", "[e142]") {
    const std::string bomb = "<!DOCTYPE m [<!ENTITY a \"PPPPPPPPPP\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>";
    const std::string text = map_data(ascii_map(kUpper, "<BinCode>&b;</BinCode>"));
    const std::size_t behind = text.find("?>") + 2;
    const BinMap map = read(text.substr(0, behind) + bomb + text.substr(behind)).front();
    CHECK(map.cols == 3);  // the three characters of the reference itself
}

TEST_CASE("a gzip'd map without any name is read", "[e142]") {
    const TempFolder folder;
    const auto path = write_gzip(folder / "0", map_data(ascii_map(kUpper, "<BinCode>PX</BinCode>")));
    CHECK(row_codes(read_e142(path).front(), 0) == "P X");
}
