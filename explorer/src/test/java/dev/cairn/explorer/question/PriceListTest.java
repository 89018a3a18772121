// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceListTest {
  private static final String LIST =
      """
      {"region":"eu-central-1","currency":"EUR","prices":[
        {"quantity":"s3BytesOut","price":0.09,"per":1000000000,
         "source":"https://aws.amazon.com/s3/pricing/","date":"2026-11-26"}]}
      """;

  private static ObjectNode answer(String quantity, long amount) {
    ObjectNode answer = Json.object();
    ObjectNode row = answer.putArray("rows").addObject();
    Quantity.ALL.forEach(each -> row.putNull(each.json()));
    row.put(quantity, amount);
    return answer;
  }

  @Test
  void whatHasAPrice_costsExactlyThat() {
    ObjectNode priced = PriceList.parse("mine", LIST).priced(answer("s3BytesOut", 1_500_000_000));

    assertThat(priced.at("/rows/0/money/s3BytesOut").asDouble()).isEqualTo(0.135);
    assertThat(priced.at("/rows/0/money/total").asDouble()).isEqualTo(0.135);
    assertThat(priced.at("/prices/region").asText()).isEqualTo("eu-central-1");
  }

  @Test
  void whatHasNoPrice_costsAnUnknownAmount() {
    ObjectNode priced = PriceList.parse("mine", LIST).priced(answer("s3WriteRequests", 7));

    assertThat(priced.at("/rows/0/money/s3WriteRequests").isNull()).isTrue();
    assertThat(priced.at("/rows/0/money/total").isNull()).isTrue();
  }

  @Test
  void pricesOfOnesOwn_takeThePlaceOfOthers() {
    ObjectNode once = PriceList.bundled().priced(answer("s3WriteRequests", 1000));
    assertThat(once.at("/rows/0/money/total").asDouble()).isEqualTo(0.005);

    ObjectNode again = PriceList.parse("mine", LIST).priced(once);
    assertThat(again.at("/rows/0/money/total").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{| is no JSON",
        "[]| is no object of",
        "\"region\":\"eu-central-1\",|\"region\"",
        "\"price\":0.09| no \"price\" of 0 or more for 's3BytesOut'",
        "\"per\":1000000000| \"per\" how many 's3BytesOut'",
        "\"date\":\"2026-11-26\"| \"source\" and \"date\"",
        "s3BytesOut| prices 's3', which is none of s3WriteRequests"
      })
  void wrongList_isNamed_withWhatIsWrong(String without, String message) {
    String list =
        switch (without) {
          case "{", "[]" -> without;
          case "s3BytesOut" -> LIST.replace("s3BytesOut", "s3");
          case "\"region\":\"eu-central-1\"," -> LIST.replace(without, "");
          default -> LIST.replace(without, "\"nothing\":0");
        };

    assertThatThrownBy(() -> PriceList.parse("mine.json", list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("prices: mine.json ")
        .hasMessageContaining(message.trim());
  }

  @Test
  void listThatIsNotThere_isNamed() {
    assertThatThrownBy(() -> PriceList.read(Path.of("/nowhere/prices.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere/prices.json");
  }
}
