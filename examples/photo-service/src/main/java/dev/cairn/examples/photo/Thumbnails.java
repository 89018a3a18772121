// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Small pictures of pictures. */
final class Thumbnails {
  private static final int SIZE = 64;

  private Thumbnails() {}

  /** Returns a PNG of 64 by 64 pixels. */
  static byte[] of(byte[] picture) {
    try {
      BufferedImage full = ImageIO.read(new ByteArrayInputStream(picture));
      if (full == null) {
        throw new IllegalArgumentException("not a picture");
      }
      BufferedImage small = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = small.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(full, 0, 0, SIZE, SIZE, null);
      graphics.dispose();
      return png(small);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
