// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.util.UUID;
import org.duckdb.DuckDBAppender;

/** Where the values of rows go, one after the other. */
final class Values {
  private final DuckDBAppender appender;
  private final Emitters emitters;

  Values(DuckDBAppender appender, Emitters emitters) {
    this.appender = appender;
    this.emitters = emitters;
  }

  Values add(long value) throws SQLException {
    appender.append(value);
    return this;
  }

  Values add(boolean value) throws SQLException {
    appender.append(value);
    return this;
  }

  Values add(Long value) throws SQLException {
    appender.append(value);
    return this;
  }

  Values add(Double value) throws SQLException {
    appender.append(value);
    return this;
  }

  Values add(Boolean value) throws SQLException {
    appender.append(value);
    return this;
  }

  Values add(String value) throws SQLException {
    appender.append(value);
    return this;
  }

  Values add(UUID value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else {
      appender.appendUUID(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }
    return this;
  }

  /** Adds the emitter's number, by which rows name it. */
  Values add(Emitter value) throws SQLException {
    appender.append(emitters.idOf(value));
    return this;
  }
}
