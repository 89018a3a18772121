// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What AWS asks for what is counted, each price with where it is from and of when. A list that is
 * JSON: {@code prices-us-east-1.json} beside this class shows how. What has no price costs an
 * unknown amount and not nothing. Immutable.
 */
public final class PriceList {
  private static final String BUNDLED = "prices-us-east-1.json";

  /** Beyond a billionth of a dollar nobody counts. */
  private static final int SCALE = 9;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final ObjectNode list;
  private final Map<String, Price> prices;

  /** So much for so many. */
  private record Price(BigDecimal price, BigDecimal per) {}

  private PriceList(ObjectNode list, Map<String, Price> prices) {
    this.list = list;
    this.prices = prices;
  }

  /** Returns the list that comes with Cairn: an example, of its date and region. */
  public static PriceList bundled() {
    try (InputStream in = PriceList.class.getResourceAsStream(BUNDLED)) {
      return parse(BUNDLED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException where it cannot be read or is none
   */
  public static PriceList read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("prices: " + file + " cannot be read: " + unreadable);
    }
  }

  static PriceList parse(String name, String text) {
    JsonNode list;
    try {
      list = MAPPER.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw wrong(name, "is no JSON: " + malformed.getOriginalMessage());
    }
    if (!(list instanceof ObjectNode object)
        || Json.text(list, "region") == null
        || Json.text(list, "currency") == null
        || !list.path("prices").isArray()) {
      throw wrong(name, "is no object of \"region\", \"currency\" and \"prices\"");
    }
    Map<String, Price> prices = new LinkedHashMap<>();
    for (JsonNode price : list.path("prices")) {
      String quantity = String.valueOf(Json.text(price, "quantity"));
      if (Quantity.ALL.stream().noneMatch(known -> known.json().equals(quantity))) {
        throw wrong(name, "prices '" + quantity + "', which is none of " + known());
      }
      if (prices.put(quantity, price(name, quantity, price)) != null) {
        throw wrong(name, "prices '" + quantity + "' twice");
      }
    }
    return new PriceList(object, prices);
  }

  private static Price price(String name, String quantity, JsonNode json) {
    JsonNode price = json.path("price");
    JsonNode per = json.path("per");
    if (!price.isNumber() || price.decimalValue().signum() < 0) {
      throw wrong(name, "has no \"price\" of 0 or more for '" + quantity + "'");
    }
    if (!per.isNumber() || per.decimalValue().signum() <= 0) {
      throw wrong(name, "does not say \"per\" how many '" + quantity + "' is");
    }
    if (Json.text(json, "source") == null || !isDate(Json.text(json, "date"))) {
      throw wrong(
          name,
          "does not say of '"
              + quantity
              + "' by \"source\" and \"date\" (2026-11-26) whence it is");
    }
    return new Price(price.decimalValue(), per.decimalValue());
  }

  private static boolean isDate(String text) {
    try {
      return text != null && LocalDate.parse(text) != null;
    } catch (DateTimeException malformed) {
      return false; // said so by the caller
    }
  }

  private static String known() {
    return Quantity.ALL.stream().map(Quantity::json).collect(Collectors.joining(", "));
  }

  private static IllegalArgumentException wrong(String name, String what) {
    return new IllegalArgumentException("prices: " + name + " " + what);
  }

  /** Puts the list, and of each row what it costs, into an answer to what somebody costs. */
  public ObjectNode priced(ObjectNode answer) {
    ObjectNode priced = answer.deepCopy();
    priced.set("prices", list);
    for (JsonNode row : priced.path("rows")) {
      ((ObjectNode) row).set("money", money(row));
    }
    return priced;
  }

  private ObjectNode money(JsonNode row) {
    ObjectNode money = Json.object();
    BigDecimal total = null; // until there is a price
    for (Quantity quantity : Quantity.ALL) {
      JsonNode amount = row.path(quantity.json());
      Price price = prices.get(quantity.json());
      BigDecimal cost =
          price == null || !amount.isNumber()
              ? null
              : amount
                  .decimalValue()
                  .multiply(price.price)
                  .divide(price.per, SCALE, RoundingMode.HALF_UP);
      money.put(quantity.json(), number(cost));
      if (cost != null) {
        total = total == null ? cost : total.add(cost);
      }
    }
    return money.put("total", number(total));
  }

  private static Double number(BigDecimal money) {
    return money == null ? null : (Double) money.doubleValue();
  }
}
